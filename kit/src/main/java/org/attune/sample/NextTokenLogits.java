package org.attune.sample;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.types.Shape;
import org.attune.engine.PyTorch;
import org.attune.model.Decoder;
import org.attune.model.KeyValueCache;

/**
 * A model's logits for the next token of several sequences, on the heap.
 *
 * @param values logits in row-major order // (rows, vocabulary)
 * @param normalisers ln Σ exp(logit) of each row
 */
record NextTokenLogits(float[] values, float[] normalisers) {
  /** Reads the next tokens into the cache and returns the logits after them. */
  static NextTokenLogits read(Decoder decoder, long[] ids, int rows, KeyValueCache cache) {
    try (PyTorch.Scope scope = PyTorch.scope()) {
      NDArray input = decoder.weights().manager().create(ids, new Shape(rows, ids.length / rows));
      NDArray logits = decoder.logits(decoder.next(input, cache));
      return new NextTokenLogits(logits.toFloatArray(), logSumExp(logits));
    }
  }

  /** Returns ln Σ exp(logit) of each row. */
  static float[] logSumExp(NDArray logits) {
    NDArray top = logits.max(new int[] {1}, true); // (rows, 1)
    return logits.sub(top).exp().sum(new int[] {1}, true).log().add(top).toFloatArray();
  }

  int vocabulary() {
    return values.length / normalisers.length;
  }

  /** Returns a token's log-probability under the model. */
  double logProb(int row, int token) {
    return Math.min(0, (double) values[row * vocabulary() + token] - normalisers[row]);
  }
}
