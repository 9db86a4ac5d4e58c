package org.attune.method.online;

import java.util.List;
import java.util.stream.IntStream;

/**
 * A policy gradient without a critic whose advantage is the score minus the mean of its group, the
 * responses to one prompt, divided by the group's standard deviation (Shao et al. 2024, arXiv
 * 2402.03300, §4.1.2).
 */
public interface GroupRelative extends PolicyGradient {
  /** Returns whether advantages are divided by the group's standard deviation. */
  default boolean scaled() {
    return true;
  }

  @Override
  default List<Advantages> advantages(List<Trajectory> rollout, double coefficient) {
    double[] scores = rollout.stream().mapToDouble(Trajectory::score).toArray();
    double[] advantages = Baseline.normalised(Baseline.groups(rollout), scores, scaled());
    return IntStream.range(0, scores.length)
        .mapToObj(i -> Advantages.even(rollout.get(i).length(), advantages[i]))
        .toList();
  }

  @Override
  default int[] groups(List<Trajectory> rollout) {
    return Baseline.groups(rollout);
  }
}
