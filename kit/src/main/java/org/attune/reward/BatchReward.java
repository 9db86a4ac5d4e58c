package org.attune.reward;

import java.util.List;

/**
 * A reward that reads texts in batches, whose composition shows in the last digits of its scores; a
 * cluster computes whole batches, and so the same scores.
 */
public interface BatchReward extends Reward {
  /** Returns the places of the texts that are read together, for each batch. */
  List<List<Integer>> batches(List<String> prompts, List<String> responses);

  /** Returns the scores of the texts of one batch, in its order. */
  List<Double> batch(List<String> prompts, List<String> responses);
}
