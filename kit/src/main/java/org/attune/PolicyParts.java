package org.attune;

import java.util.Optional;
import org.attune.cluster.Portable;
import org.attune.evaluate.NamedPolicy;
import org.attune.model.LanguageModel;
import org.attune.model.PromptTemplate;
import org.attune.model.io.ModelCard;
import org.attune.sample.BestOfN;

/** What a policy is sent to another process as. */
record PolicyParts(
    String name,
    LanguageModel model,
    PromptTemplate layout,
    Optional<BestOfN> choice,
    String source,
    ModelCard card)
    implements Portable.Parts {
  @Override
  public Object whole() {
    return new Policy(new NamedPolicy(name, model, layout, choice, Optional.empty()), source, card);
  }
}
