package org.attune.view;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;

/** Drops points that no screen could show, keeping every peak and every trough. */
final class Downsampling {
  private static final int BUCKETS = 1_000;

  private Downsampling() {}

  /** Returns the indices to draw: all of a short curve, at most four per bucket of a long one. */
  static int[] indices(double[] y) {
    List<Integer> kept = new ArrayList<>();
    int buckets = y.length <= 2 * BUCKETS ? y.length : BUCKETS;
    for (int bucket = 0; bucket < buckets; bucket++) {
      int from = (int) ((long) y.length * bucket / buckets);
      int to = (int) ((long) y.length * (bucket + 1) / buckets);
      extremes(y, from, to).forEach(kept::add);
    }
    return kept.stream().mapToInt(Integer::intValue).toArray();
  }

  /** Returns the chosen values. */
  static double[] pick(double[] values, int[] indices) {
    double[] picked = new double[indices.length];
    for (int i = 0; i < indices.length; i++) {
      picked[i] = values[indices[i]];
    }
    return picked;
  }

  private static IntStream extremes(double[] y, int from, int to) {
    int lowest = from;
    int highest = from;
    for (int i = from + 1; i < to; i++) {
      // A comparison with NaN is false, so a number replaces it only through the first test.
      lowest = Double.isNaN(y[lowest]) || y[i] < y[lowest] ? i : lowest;
      highest = Double.isNaN(y[highest]) || y[i] > y[highest] ? i : highest;
    }
    return IntStream.of(from, lowest, highest, to - 1).sorted().distinct();
  }
}
