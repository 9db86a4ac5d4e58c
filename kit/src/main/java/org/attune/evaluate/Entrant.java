package org.attune.evaluate;

import java.util.Optional;
import org.attune.model.LanguageModel;
import org.attune.model.Layout;
import org.attune.sample.BestOf;
import org.attune.sample.Speaker;

/**
 * A policy that takes part in an evaluation: its name in the table, its weights, its layout, and
 * how it chooses an answer.
 */
public record Entrant(String name, LanguageModel model, Layout layout, Optional<BestOf> choice)
    implements Speaker {
  /** Makes an entrant that gives the first answer it draws. */
  public Entrant(String name, LanguageModel model, Layout layout) {
    this(name, model, layout, Optional.empty());
  }
}
