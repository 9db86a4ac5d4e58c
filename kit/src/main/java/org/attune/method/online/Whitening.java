package org.attune.method.online;

import java.util.Arrays;
import java.util.List;
import org.attune.data.Equality;

/** Shifts and scales advantages to mean 0 and variance 1 over all tokens of a rollout. */
public enum Whitening {
  /** Divides by the variance over n. */
  POPULATION(0),
  /** Divides by the variance over n − 1, as some libraries do. */
  SAMPLE(1);

  private static final double EPSILON = 1e-8;

  private final int lost;

  Whitening(int lost) {
    this.lost = lost;
  }

  /**
   * Returns (A − mean) / √(variance + 1e-8), in the shapes of the input; advantages that are equal
   * up to rounding become zero.
   */
  public List<double[]> of(List<double[]> advantages) {
    if (Equality.areEqual(advantages.stream().flatMapToDouble(Arrays::stream).toArray())) {
      return advantages.stream().map(row -> new double[row.length]).toList();
    }
    long count = advantages.stream().mapToLong(row -> row.length).sum();
    double mean = advantages.stream().mapToDouble(row -> Arrays.stream(row).sum()).sum() / count;
    double squares = 0;
    for (double[] row : advantages) {
      for (double advantage : row) {
        squares += (advantage - mean) * (advantage - mean);
      }
    }
    double deviation = Math.sqrt(squares / Math.max(1, count - lost) + EPSILON);
    return advantages.stream()
        .map(row -> Arrays.stream(row).map(a -> (a - mean) / deviation).toArray())
        .toList();
  }
}
