package org.attune.model;

import ai.djl.ndarray.NDArray;
import java.util.Arrays;

/**
 * The tokens sampled for several sequences in one native call, on the heap.
 *
 * @param size how many sequences there were
 * @param tokens the tokens, −1 where a sequence had ended before // (steps, size)
 * @param logProbs their log-probabilities under the model itself // (steps, size)
 * @param open which sequences the cache still holds, in its order
 */
public record SampledTokens(int size, long[] tokens, double[] logProbs, int[] open) {
  static SampledTokens of(int size, NDArray tokens, NDArray logProbs, NDArray open) {
    int[] places = Arrays.stream(open.toLongArray()).mapToInt(Math::toIntExact).toArray();
    return new SampledTokens(size, tokens.toLongArray(), logProbs.toDoubleArray(), places);
  }

  /** Returns the number of sampling steps. */
  public int steps() {
    return tokens.length / size;
  }

  /** Returns a sequence's token at a step, or −1 if it had ended. */
  public int token(int step, int place) {
    return (int) tokens[step * size + place];
  }

  /** Returns a token's log-probability. */
  public double logProb(int step, int place) {
    return logProbs[step * size + place];
  }
}
