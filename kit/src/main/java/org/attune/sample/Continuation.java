package org.attune.sample;

import java.util.Arrays;

/**
 * A model's continuation: the ids and their log-probabilities under the model itself, whatever the
 * sampling temperature.
 */
record Continuation(int[] ids, double[] logProbs) {
  /** Returns the first tokens. */
  Continuation first(int tokens) {
    return tokens == ids.length
        ? this
        : new Continuation(Arrays.copyOf(ids, tokens), Arrays.copyOf(logProbs, tokens));
  }
}
