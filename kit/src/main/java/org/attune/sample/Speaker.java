package org.attune.sample;

import java.util.Optional;
import org.attune.model.LanguageModel;
import org.attune.model.Layout;

/** Whoever can be asked: weights, how prompts are laid out, and how an answer is chosen. */
public interface Speaker {
  /** Joins a model and a layout into one that gives the first answer it draws. */
  static Speaker of(LanguageModel model, Layout layout) {
    record Plain(LanguageModel model, Layout layout) implements Speaker {}
    return new Plain(model, layout);
  }

  /** Returns the weights. */
  LanguageModel model();

  /** Returns how prompts are laid out. */
  Layout layout();

  /** Returns how the one answer is chosen among several, or nothing when the first is given. */
  default Optional<BestOf> choice() {
    return Optional.empty();
  }
}
