package org.attune.train.online;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.DoubleStream;
import java.util.stream.IntStream;
import org.attune.method.online.Advantages;
import org.attune.method.online.KlEstimator;
import org.attune.method.online.Trajectory;
import org.attune.train.loop.History;

/**
 * The metrics of a rollout for the history; all are means over tokens without padding, or over
 * responses.
 */
final class RolloutMetrics {
  static final String COEFFICIENT = "KL coefficient";
  static final String KL = "KL (k1)";
  static final String RESPONSES = "responses";
  static final String REWARD = History.REWARD;
  static final String REPLACED = "groups replaced";
  static final String SPREAD = "reward sd";

  private RolloutMetrics() {}

  /** Returns the metrics that need only responses and scores. */
  static Map<String, Double> of(List<Rollout> rollout) {
    Map<String, Double> parts = new LinkedHashMap<>();
    double[] scores = rollout.stream().mapToDouble(Rollout::score).toArray();
    parts.put(REWARD, mean(scores));
    parts.put(SPREAD, Math.sqrt(variance(scores)));
    parts.put(RESPONSES, (double) rollout.size());
    parts.put(
        "response tokens",
        rollout.stream().mapToInt(r -> r.tokens().response().length).average().orElse(0));
    parts.put(
        "unfinished", rollout.stream().mapToDouble(r -> r.ended() ? 0 : 1).average().orElse(0));
    return parts;
  }

  /** Returns the number of groups, and of those without signal. */
  static Map<String, Double> signal(int[] groups, List<Boolean> signal) {
    Map<Integer, Boolean> telling = new LinkedHashMap<>();
    for (int i = 0; i < groups.length; i++) {
      telling.merge(groups[i], signal.get(i), Boolean::logicalOr);
    }
    long silent = telling.values().stream().filter(tells -> !tells).count();
    Map<String, Double> parts = new LinkedHashMap<>();
    parts.put(History.GROUPS, (double) telling.size());
    parts.put(History.GROUPS_WITHOUT_SIGNAL, (double) silent);
    return parts;
  }

  /** Returns all metrics, including those of policy and reference; KL is in nats per response. */
  static Map<String, Double> of(
      List<Rollout> rollout, RolloutScorer.Read read, double coefficient) {
    Map<String, Double> parts = of(rollout);
    List<Trajectory> all = read.trajectories();
    parts.put(KL, all.stream().mapToDouble(Trajectory::logRatio).average().orElse(0));
    parts.put("KL (k3)", all.stream().mapToDouble(KlEstimator.K3::sum).average().orElse(0));
    parts.put("KL", read.divergence());
    parts.put(COEFFICIENT, coefficient);
    parts.put("entropy", read.entropy());
    return parts;
  }

  /**
   * Returns 1 − Var(R − V) / Var(R) over all tokens: the explained variance; 1 for a perfect
   * critic, 0 for one that predicts only the mean.
   */
  static double explained(List<Trajectory> rollout, List<Advantages> advantages) {
    double[] returns =
        advantages.stream().flatMapToDouble(c -> DoubleStream.of(c.returns())).toArray();
    double[] values = rollout.stream().flatMapToDouble(r -> DoubleStream.of(r.values())).toArray();
    double[] errors =
        IntStream.range(0, returns.length).mapToDouble(i -> returns[i] - values[i]).toArray();
    double spread = variance(returns);
    return spread == 0 ? 0 : 1 - variance(errors) / spread;
  }

  private static double mean(double[] values) {
    return DoubleStream.of(values).average().orElse(0);
  }

  private static double variance(double[] values) {
    double mean = mean(values);
    return DoubleStream.of(values).map(v -> (v - mean) * (v - mean)).average().orElse(0);
  }

  /** Returns the number of responses of all steps. */
  static int responses(History history) {
    return history.steps().stream().mapToInt(step -> step.parts().get(RESPONSES).intValue()).sum();
  }
}
