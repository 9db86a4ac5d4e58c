package org.attune.method;

import ai.djl.ndarray.NDArray;

/** How the losses of examples are reduced to one number; papers and libraries differ here. */
public enum Reduction {
  /** Σ loss / Σ tokens: every response token of the data has the same weight. */
  TOKEN_MEAN,
  /**
   * Mean over examples of the loss, with log-probabilities summed over tokens; the form of the
   * papers.
   */
  SEQUENCE_MEAN,
  /** Mean over examples of loss / |y|: every example has the same weight, whatever its length. */
  SEQUENCE_MEAN_OF_TOKEN_MEANS;

  /** Returns the sum over examples, to be divided by {@link #denominator}. */
  public NDArray sum(NDArray losses, NDArray tokens) {
    return this == SEQUENCE_MEAN_OF_TOKEN_MEANS
        ? losses.div(tokens.maximum(1f)).sum()
        : losses.sum();
  }

  /**
   * Returns the divisor of the sum over a whole batch, including all its micro-batches.
   *
   * @param examples number of examples in the batch
   * @param tokens number of response tokens in the batch; for gradients, the number that as many
   *     examples of the data have on average
   */
  public double denominator(int examples, double tokens) {
    return Math.max(1, this == TOKEN_MEAN ? tokens : examples);
  }
}
