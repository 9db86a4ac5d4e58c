package org.attune.method;

import ai.djl.ndarray.NDArray;

/**
 * How the losses of single examples become one number; papers and programs differ here, so it has a
 * name.
 */
public enum Reduction {
  /** Σ loss / Σ tokens over the whole batch: every response token weighs the same. */
  TOKEN_MEAN,
  /**
   * Mean over examples of the loss, whose log-probabilities are summed over tokens: the papers'
   * form.
   */
  SEQUENCE_MEAN,
  /** Mean over examples of loss / |y|: every example weighs the same, however long. */
  SEQUENCE_MEAN_OF_TOKEN_MEANS;

  /** Returns the sum over examples that {@link #denominator} will divide. */
  public NDArray sum(NDArray losses, NDArray tokens) {
    return this == SEQUENCE_MEAN_OF_TOKEN_MEANS
        ? losses.div(tokens.maximum(1f)).sum()
        : losses.sum();
  }

  /** Returns what the sum over a whole batch, all its micro-batches together, is divided by. */
  public double denominator(int examples, long tokens) {
    return Math.max(1, this == TOKEN_MEAN ? tokens : examples);
  }
}
