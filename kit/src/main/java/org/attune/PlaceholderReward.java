package org.attune;

import org.attune.reward.Reward;
import org.attune.util.InvalidInputException;

/** Stands where a reward is expected for responses that no reward function scored. */
enum PlaceholderReward implements Reward {
  /** The labels came with the data. */
  PROVIDED(
      "provided",
      "Provided labels cover only the responses in the data; use a reward that can score new ones,"
          + " such as RewardModel.train(policy, data)."),
  /** The responses have no rewards. */
  NONE("none", "These responses have no rewards; label them with a reward first.");

  private final String text;
  private final String refusal;

  PlaceholderReward(String text, String refusal) {
    this.text = text;
    this.refusal = refusal;
  }

  @Override
  public double score(String prompt, String response) {
    throw new InvalidInputException(refusal);
  }

  @Override
  public String toString() {
    return text;
  }
}
