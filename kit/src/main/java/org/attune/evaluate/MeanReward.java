package org.attune.evaluate;

import java.util.List;
import java.util.Map;
import org.attune.reward.Reward;
import org.attune.sample.Answers;

/** The mean raw reward of a policy's answers. */
public record MeanReward(String name, Reward reward) implements Metric {
  @Override
  public Map<String, Tally> measure(Answers answers, Contest contest) {
    return Map.of(name, Tally.mean(of(answers, reward)));
  }

  /** Returns the rewards of all answers, computed once. */
  static List<Double> of(Answers answers, Reward reward) {
    return answers.remember(reward, () -> reward.scores(answers.prompts(), answers.texts()));
  }
}
