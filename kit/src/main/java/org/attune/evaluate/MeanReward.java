package org.attune.evaluate;

import java.util.List;
import java.util.Map;
import org.attune.data.BadInput;
import org.attune.reward.Reward;
import org.attune.sample.Answers;

/** The mean raw reward of a policy's answers. */
public record MeanReward(String name, Reward reward) implements Metric {
  @Override
  public Map<String, Tally> measure(Answers answers, Contest contest) {
    return Map.of(name, Tally.mean(of(answers, reward)));
  }

  /** Returns the rewards of all answers, computed once; all are numbers, and none is −0. */
  static List<Double> of(Answers answers, Reward reward) {
    return answers.remember(
        reward,
        () ->
            reward.scores(answers.prompts(), answers.texts()).stream()
                .map(score -> checked(score) + 0.0)
                .toList());
  }

  private static double checked(double score) {
    BadInput.unless(
        Double.isFinite(score),
        "The reward of an answer is %s; a reward function must return a finite number.",
        score);
    return score;
  }
}
