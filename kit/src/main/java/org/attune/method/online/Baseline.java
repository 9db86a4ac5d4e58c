package org.attune.method.online;

import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.DoubleStream;
import java.util.stream.IntStream;
import org.attune.data.Equality;

/** Baselines for methods without a critic. */
final class Baseline {
  private static final double EPSILON = 1e-8;

  private Baseline() {}

  /**
   * Returns each reward minus the mean of all others of its group (RLOO); a single response in a
   * group gets zero.
   */
  static double[] leaveOneOut(int[] groups, double[] rewards) {
    Map<Integer, double[]> sums = sums(groups, rewards);
    Set<Integer> equal = equal(groups, rewards);
    double[] advantages = new double[rewards.length];
    for (int i = 0; i < rewards.length; i++) {
      double[] sum = sums.get(groups[i]);
      double others = sum[0] - 1;
      boolean nothing = others == 0 || equal.contains(groups[i]);
      advantages[i] = nothing ? 0 : rewards[i] - (sum[1] - rewards[i]) / others;
    }
    return advantages;
  }

  /** Gives every token of a response the leave-one-out advantage of its penalised reward (RLOO). */
  static List<Advantages> leaveOneOut(int[] groups, List<Trajectory> rollout, double coefficient) {
    double[] rewards = rollout.stream().mapToDouble(r -> r.penalised(coefficient)).toArray();
    double[] advantages = leaveOneOut(groups, rewards);
    return IntStream.range(0, rewards.length)
        .mapToObj(i -> Advantages.even(rollout.get(i).length(), advantages[i]))
        .toList();
  }

  /**
   * Returns each reward minus its group's mean, divided by the group's standard deviation over n
   * when {@code scaled} (GRPO); a group whose rewards are equal up to rounding gets zeros.
   */
  static double[] normalised(int[] groups, double[] rewards, boolean scaled) {
    Map<Integer, double[]> sums = sums(groups, rewards);
    Set<Integer> equal = equal(groups, rewards);
    double[] advantages = new double[rewards.length];
    for (int i = 0; i < rewards.length; i++) {
      double[] sum = sums.get(groups[i]);
      advantages[i] = equal.contains(groups[i]) ? 0 : rewards[i] - sum[1] / sum[0];
    }
    double[] squares = Arrays.stream(advantages).map(a -> a * a).toArray();
    Map<Integer, double[]> spread = sums(groups, squares);
    for (int i = 0; i < rewards.length && scaled; i++) {
      double[] sum = spread.get(groups[i]);
      advantages[i] /= Math.sqrt(sum[1] / sum[0]) + EPSILON;
    }
    return advantages;
  }

  /** Returns the groups of two or more responses whose rewards are equal up to rounding. */
  static Set<Integer> equal(int[] groups, double[] rewards) {
    Map<Integer, DoubleStream.Builder> members = new LinkedHashMap<>();
    for (int i = 0; i < rewards.length; i++) {
      members.computeIfAbsent(groups[i], group -> DoubleStream.builder()).add(rewards[i]);
    }
    Set<Integer> equal = new LinkedHashSet<>();
    members.forEach(
        (group, builder) -> {
          double[] values = builder.build().toArray();
          if (values.length > 1 && Equality.areEqual(values)) {
            equal.add(group);
          }
        });
    return equal;
  }

  /** Returns the same group for all responses. */
  static int[] together(List<Trajectory> rollout) {
    return new int[rollout.size()];
  }

  /** Returns the group of each response. */
  static int[] groups(List<Trajectory> rollout) {
    return rollout.stream().mapToInt(Trajectory::group).toArray();
  }

  /** Returns the count and sum of each group. */
  private static Map<Integer, double[]> sums(int[] groups, double[] values) {
    Map<Integer, double[]> sums = new LinkedHashMap<>();
    for (int i = 0; i < values.length; i++) {
      double[] sum = sums.computeIfAbsent(groups[i], group -> new double[2]);
      sum[0]++;
      sum[1] += values[i];
    }
    return sums;
  }
}
