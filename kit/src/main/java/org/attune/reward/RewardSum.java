package org.attune.reward;

import java.io.Serializable;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.stream.Collectors;
import org.attune.data.ScorerCalls;
import org.attune.util.InvalidInputException;

/**
 * A weighted sum of rewards: {@code RewardSum.of(accuracy).plus(0.2, format)}.
 *
 * @param parts the rewards with their weights
 */
public record RewardSum(List<WeightedReward> parts) implements Reward {
  /**
   * A reward and its weight.
   *
   * @param weight any finite number
   * @param reward a reward that scores each response by itself
   */
  public record WeightedReward(double weight, Reward reward) implements Serializable {
    /** Checks both. */
    public WeightedReward {
      InvalidInputException.unless(
          Double.isFinite(weight), "The weight of a reward must be finite, got %s.", weight);
      InvalidInputException.unless(
          !reward.comparesOnly(),
          "A preference model only compares two responses and cannot be a part of a sum; use a"
              + " reward that scores.");
    }

    @Override
    public String toString() {
      boolean lambda = reward.getClass().getSimpleName().contains("$$Lambda");
      String name = lambda ? "own reward" : reward.toString();
      return weight == 1 ? name : weight + " × " + name;
    }
  }

  /** Copies the parts. */
  public RewardSum {
    parts = List.copyOf(parts);
  }

  /** Returns a sum of one reward, to which others can be added. */
  public static RewardSum of(Reward reward) {
    return new RewardSum(List.of()).plus(1, reward);
  }

  /** Returns this sum with another reward, times a weight. */
  public RewardSum plus(double weight, Reward reward) {
    List<WeightedReward> all = new ArrayList<>(parts);
    all.add(new WeightedReward(weight, reward));
    return new RewardSum(all);
  }

  @Override
  public double score(String prompt, String response) {
    return parts.stream()
        .mapToDouble(part -> part.weight() * part.reward().score(prompt, response))
        .sum();
  }

  @Override
  public List<Double> scores(List<String> prompts, List<String> responses) {
    List<Double> sum = new ArrayList<>(Collections.nCopies(responses.size(), 0.0));
    for (WeightedReward part : parts) {
      List<Double> scores = ScorerCalls.scores(part.reward(), prompts, responses);
      for (int i = 0; i < sum.size(); i++) {
        sum.set(i, sum.get(i) + part.weight() * scores.get(i));
      }
    }
    return sum;
  }

  @Override
  public double trainingSeconds() {
    return parts.stream().mapToDouble(part -> part.reward().trainingSeconds()).sum();
  }

  @Override
  public String toString() {
    return parts.stream().map(WeightedReward::toString).collect(Collectors.joining(" + "));
  }
}
