package org.attune.method.online;

import java.util.Arrays;
import java.util.List;

/** Shifts and scales advantages to mean 0 and variance 1 over all real tokens of a rollout. */
public enum Whitening {
  /** Divides by the variance over n. */
  POPULATION(0),
  /** Divides by the variance over n − 1, as some programs do. */
  SAMPLE(1);

  private static final double EPSILON = 1e-8;

  private final int lost;

  Whitening(int lost) {
    this.lost = lost;
  }

  /** Returns (A − mean) / √(variance + 1e-8), in the shapes that came in. */
  public List<double[]> of(List<double[]> advantages) {
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
