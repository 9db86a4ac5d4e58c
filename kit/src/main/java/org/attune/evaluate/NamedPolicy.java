package org.attune.evaluate;

import java.util.Optional;
import org.attune.model.LanguageModel;
import org.attune.model.PromptTemplate;
import org.attune.sample.BestOfN;
import org.attune.sample.SamplingPolicy;

/**
 * A policy that takes part in an evaluation: its name in the table, its weights, its layout, and
 * how it chooses an answer.
 */
public record NamedPolicy(
    String name, LanguageModel model, PromptTemplate layout, Optional<BestOfN> choice)
    implements SamplingPolicy {
  /** Makes an entrant that gives the first answer it draws. */
  public NamedPolicy(String name, LanguageModel model, PromptTemplate layout) {
    this(name, model, layout, Optional.empty());
  }
}
