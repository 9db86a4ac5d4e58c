package org.attune.sample;

import java.util.SplittableRandom;

/**
 * Samples one token from logits by inverting the cumulative distribution.
 *
 * <p>A response uses one uniform number per token from its own stream, so that the rest of the
 * batch does not affect it.
 */
final class TokenSampler {
  private final GenerationConfig decoding;
  private final SplittableRandom random;

  TokenSampler(GenerationConfig decoding, long stream) {
    this.decoding = decoding;
    // Mixed twice: generators whose seeds differ by a multiple of their step would draw the same
    // numbers.
    long seed = new SplittableRandom(decoding.seed()).nextLong();
    this.random = new SplittableRandom(new SplittableRandom(seed + stream).nextLong());
  }

  /** Returns the uniform number for the next token. */
  double uniform() {
    return random.nextDouble();
  }

  /** Samples from logits[from .. from + size). */
  int draw(float[] logits, int from, int size) {
    if (decoding.temperature() == 0) {
      return greedy(logits, from, size);
    }
    double[] weights = softmax(logits, from, size);
    if (decoding.topK() > 0 || decoding.topP() < 1) {
      keepLikely(weights);
    }
    double total = 0;
    for (double weight : weights) {
      total += weight;
    }
    double target = uniform() * total;
    int last = 0;
    for (int i = 0; i < size; i++) {
      if (weights[i] > 0) {
        last = i;
        target -= weights[i];
        if (target < 0) {
          return i;
        }
      }
    }
    return last;
  }

  /** Returns the most probable token; ties go to the first. */
  private static int greedy(float[] logits, int from, int size) {
    int best = 0;
    for (int i = 1; i < size; i++) {
      if (logits[from + i] > logits[from + best]) {
        best = i;
      }
    }
    return best;
  }

  private double[] softmax(float[] logits, int from, int size) {
    double top = logits[from + greedy(logits, from, size)];
    double[] weights = new double[size];
    for (int i = 0; i < size; i++) {
      weights[i] = Math.exp((logits[from + i] - top) / decoding.temperature());
    }
    return weights;
  }

  /** Sets to zero what top-k and then top-p exclude; ties at the threshold are kept. */
  private void keepLikely(double[] weights) {
    double[] sorted = weights.clone();
    java.util.Arrays.sort(sorted);
    int size = sorted.length;
    int kept = decoding.topK() > 0 ? Math.min(decoding.topK(), size) : size;
    double total = 0;
    for (int i = size - kept; i < size; i++) {
      total += sorted[i];
    }
    double border = sorted[size - kept];
    double mass = 0;
    for (int i = size - 1; i >= size - kept; i--) {
      mass += sorted[i];
      if (mass >= decoding.topP() * total) {
        border = Math.max(border, sorted[i]);
        break;
      }
    }
    for (int i = 0; i < size; i++) {
      if (weights[i] < border) {
        weights[i] = 0;
      }
    }
  }
}
