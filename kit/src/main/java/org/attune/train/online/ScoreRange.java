package org.attune.train.online;

import java.util.Map;
import org.attune.data.Equality;

/** The range of scores of a run so far. */
final class ScoreRange {
  private double lowest = Double.POSITIVE_INFINITY;
  private double highest = Double.NEGATIVE_INFINITY;

  /** Adds a score. */
  void add(double score) {
    lowest = Math.min(lowest, score);
    highest = Math.max(highest, score);
  }

  /**
   * Adds the mean ± the spread of a checkpoint's step; where its scores differed, so do these two.
   */
  void add(Map<String, Double> parts) {
    double spread = parts.get(RolloutMetrics.SPREAD);
    add(parts.get(RolloutMetrics.REWARD) - spread);
    add(parts.get(RolloutMetrics.REWARD) + spread);
  }

  /** Returns whether all scores were equal up to rounding. */
  boolean isPoint() {
    return Equality.areEqual(lowest, highest);
  }
}
