package org.attune.model;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;

/** Computes the values that a scalar head predicts before each response token. */
public final class ValueHead {
  private ValueHead() {}

  /**
   * Returns V(x, y_&lt;t) for each response token t, zero on padding; gradients flow // (batch,
   * time).
   *
   * @param head the head's weights // (1, width)
   */
  public static NDArray of(Decoder decoder, NDArray head, TokenBatch batch) {
    NDManager manager = decoder.weights().manager();
    NDArray rows = batch.predicting(decoder); // (batch * time, width)
    return rows.matMul(head.transpose())
        .reshape(batch.size(), batch.longestResponse())
        .mul(batch.mask(manager));
  }
}
