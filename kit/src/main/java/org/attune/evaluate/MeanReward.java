package org.attune.evaluate;

import java.util.List;
import java.util.Map;
import org.attune.data.ScorerCalls;
import org.attune.reward.AccuracyReward;
import org.attune.reward.Reward;
import org.attune.sample.Completions;
import org.attune.util.InvalidInputException;

/** The mean raw reward of a policy's answers. */
public record MeanReward(String name, Reward reward) implements Metric {
  @Override
  public Map<String, RatioSamples> measure(Completions answers, EvaluationContext contest) {
    List<Double> rewards = of(answers, reward);
    return Map.of(
        name,
        reward instanceof AccuracyReward // A share, whose interval lies within 0 and 1.
            ? RatioSamples.share(rewards)
            : RatioSamples.mean(rewards));
  }

  /** Returns the rewards of all answers, computed once; none is NaN or −0. */
  public static List<Double> of(Completions answers, Reward reward) {
    InvalidInputException.unless(
        !reward.comparesOnly(),
        "A preference model compares two answers and cannot score a single one; measure a win rate,"
            + " or use a reward that scores.");
    return answers.remember(
        reward,
        () -> finite(ScorerCalls.scores(reward, answers.prompts(), answers.texts()), answers));
  }

  private static List<Double> finite(List<Double> rewards, Completions answers) {
    for (int i = 0; i < rewards.size(); i++) {
      InvalidInputException.unless(
          Double.isFinite(rewards.get(i)),
          "The reward of answer %d is %s, to the prompt '%s'; a reward must be a finite number.",
          i + 1,
          rewards.get(i),
          answers.prompts().get(i));
    }
    return rewards.stream().map(value -> value + 0.0).toList(); // turns −0 into 0
  }
}
