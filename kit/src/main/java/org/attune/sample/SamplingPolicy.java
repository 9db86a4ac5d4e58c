package org.attune.sample;

import java.util.Optional;
import org.attune.model.LanguageModel;
import org.attune.model.PromptTemplate;

/** Whoever can be asked: weights, how prompts are laid out, and how an answer is chosen. */
public interface SamplingPolicy {
  /** Joins a model and a layout into one that gives the first answer it draws. */
  static SamplingPolicy of(LanguageModel model, PromptTemplate layout) {
    record Plain(LanguageModel model, PromptTemplate layout) implements SamplingPolicy {}
    return new Plain(model, layout);
  }

  /** Returns the weights. */
  LanguageModel model();

  /** Returns how prompts are laid out. */
  PromptTemplate layout();

  /** Returns how the one answer is chosen among several, or nothing when the first is given. */
  default Optional<BestOfN> choice() {
    return Optional.empty();
  }
}
