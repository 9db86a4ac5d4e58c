package org.attune.model;

import org.attune.cluster.Portable;

/** The parts of a model with adapters: the base is shared, and sent once. */
record AdaptedParts(LanguageModel base, Adaptation adaptation) implements Portable.Parts {
  @Override
  public Object whole() {
    LanguageModel apart = base.adapted(adaptation.merged(false));
    return adaptation.merged() ? apart.merged() : apart;
  }
}
