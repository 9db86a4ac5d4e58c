package org.attune.model;

import ai.djl.ndarray.NDArray;

/**
 * Log-probabilities of response tokens under one model, with the mask that says which are real.
 *
 * @param values log π(y_t | x, y_&lt;t), zero on padding // (batch, time)
 * @param mask one on response tokens, end-of-text included, and zero on padding // (batch, time)
 */
public record TokenLogProbs(NDArray values, NDArray mask) {
  /** Reads a batch of prompts with responses; gradients flow to the weights. */
  public static TokenLogProbs of(Decoder decoder, TokenBatch batch) {
    return masked(batch.logProbs(decoder), batch.mask(decoder.weights().manager()));
  }

  /** Applies the mask to raw values. */
  public static TokenLogProbs masked(NDArray raw, NDArray mask) {
    return new TokenLogProbs(raw.mul(mask), mask);
  }

  /** Returns log π(y|x), the sum over response tokens // (batch). */
  public NDArray sum() {
    return values.sum(new int[] {1});
  }

  /** Returns |y|, the number of response tokens // (batch). */
  public NDArray tokens() {
    return mask.sum(new int[] {1});
  }

  /** Returns log π(y|x) / |y|; empty responses count as one token long // (batch). */
  public NDArray mean() {
    return sum().div(tokens().maximum(1f));
  }
}
