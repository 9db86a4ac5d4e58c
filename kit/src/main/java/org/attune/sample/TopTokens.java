package org.attune.sample;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDList;
import ai.djl.ndarray.types.Shape;
import org.attune.engine.PyTorch;
import org.attune.model.Decoder;
import org.attune.model.KeyValueCache;

/**
 * The most probable next tokens of several sequences, found by the engine, so that the logits of
 * the whole vocabulary are not copied to Java at every step.
 *
 * @param each how many tokens are returned per sequence
 * @param ids the tokens, the most probable first // (rows, each)
 * @param values their logits // (rows, each)
 * @param normalisers ln Σ exp(logit) of each row
 * @param tempered ln Σ exp(logit / temperature) of each row
 */
record TopTokens(
    int each,
    long[] ids,
    float[] values,
    float[] normalisers,
    float[] tempered,
    double temperature) {

  /** Reads the next tokens into the cache and returns the most probable tokens after them. */
  static TopTokens read(
      Decoder decoder, long[] ids, int rows, KeyValueCache cache, double heat, int wanted) {
    try (PyTorch.Scope scope = PyTorch.scope()) {
      NDArray input = decoder.weights().manager().create(ids, new Shape(rows, ids.length / rows));
      NDArray logits = decoder.logits(decoder.next(input, cache));
      int each = (int) Math.min(wanted, logits.getShape().get(1));
      NDList best = logits.topK(each, 1, true, true);
      float[] plain = NextTokenLogits.logSumExp(logits);
      float[] tempered = heat == 1 ? plain : NextTokenLogits.logSumExp(logits.div(heat));
      return new TopTokens(
          each, best.get(1).toLongArray(), best.get(0).toFloatArray(), plain, tempered, heat);
    }
  }

  /** Returns the token at a rank of a row. */
  int token(int row, int rank) {
    return (int) ids[row * each + rank];
  }

  /** Returns the log-probability, under the model, of the token at a rank. */
  double logProb(int row, int rank) {
    return Math.min(0, (double) values[row * each + rank] - normalisers[row]);
  }

  /** Returns the log-probability, at the temperature, of the token at a rank. */
  double score(int row, int rank) {
    return values[row * each + rank] / temperature - tempered[row];
  }
}
