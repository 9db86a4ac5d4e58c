package org.attune.train.offline;

import java.util.List;
import org.attune.model.TokenizedExample;
import org.attune.train.loop.RunOptions;
import org.attune.util.InvalidInputException;

/**
 * A pair as a reward or preference model reads it: two texts, of which the first should score
 * higher.
 *
 * @param first the prompt with the chosen response, or with both responses, the chosen one first
 * @param second the prompt with the rejected response, or with both, the rejected one first
 * @param margin how much better the chosen response is, 0 if unknown
 */
record EncodedPair(String prompt, TokenizedExample first, TokenizedExample second, double margin) {
  /** Returns whether both responses have the same tokens. */
  boolean isAlike() {
    return first.sameAs(second);
  }

  /** Returns the prompts of pairs whose responses have the same tokens. */
  static List<String> alikePrompts(List<EncodedPair> pairs) {
    return pairs.stream().filter(EncodedPair::isAlike).map(EncodedPair::prompt).toList();
  }

  /**
   * Returns the pairs to train on: all, or only those that differ, of which there must be one.
   *
   * @param model what is trained, as a message names it
   * @param given the number of pairs in the data
   */
  static List<EncodedPair> used(
      List<EncodedPair> pairs, RunOptions runOptions, String model, int given) {
    List<EncodedPair> used =
        runOptions.dropsAlike() ? pairs.stream().filter(pair -> !pair.isAlike()).toList() : pairs;
    InvalidInputException.unless(
        !used.isEmpty(),
        "%s learns from differences, but all %d pairs have identical responses.",
        model,
        given);
    return used;
  }
}
