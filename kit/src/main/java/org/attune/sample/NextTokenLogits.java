package org.attune.sample;

import ai.djl.ndarray.NDArray;

/**
 * A model's logits for the next token of several sequences, on the heap.
 *
 * @param values logits in row-major order, −∞ for tokens that must not be drawn // (rows,
 *     vocabulary)
 * @param normalisers ln Σ exp(logit) of each row
 */
record NextTokenLogits(float[] values, float[] normalisers) {
  /** Returns ln Σ exp(logit) of each row. */
  static float[] logSumExp(NDArray logits) {
    NDArray top = logits.max(new int[] {1}, true); // (rows, 1)
    return logits.sub(top).exp().sum(new int[] {1}, true).log().add(top).toFloatArray();
  }

  int vocabulary() {
    return values.length / normalisers.length;
  }

  /** Returns the log-probability of a drawn token under the unrestricted model. */
  double logProb(int row, int token) {
    return Math.min(0, (double) values[row * vocabulary() + token] - normalisers[row]);
  }
}
