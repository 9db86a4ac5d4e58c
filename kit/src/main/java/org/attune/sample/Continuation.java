package org.attune.sample;

import java.util.Arrays;

/**
 * What a model went on with: the ids and their log-probabilities under the model itself, whatever
 * the temperature they were found with.
 */
record Continuation(int[] ids, double[] logProbs) {
  /** Returns the first tokens alone. */
  Continuation first(int tokens) {
    return tokens == ids.length
        ? this
        : new Continuation(Arrays.copyOf(ids, tokens), Arrays.copyOf(logProbs, tokens));
  }
}
