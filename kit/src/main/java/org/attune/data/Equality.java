package org.attune.data;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.stream.DoubleStream;
import java.util.stream.IntStream;

/**
 * Compares numbers up to the rounding of 32-bit network outputs, which depends on what else is in
 * the batch.
 */
public final class Equality {
  /** Relative tolerance of 32-bit sums, as a fraction of the largest number compared. */
  private static final double ROUNDING = 1e-6;

  private Equality() {}

  /** Returns whether all numbers count as equal. */
  public static boolean areEqual(double... values) {
    double lowest = DoubleStream.of(values).min().orElse(0);
    double highest = DoubleStream.of(values).max().orElse(0);
    return highest - lowest <= ROUNDING * Math.max(Math.abs(lowest), Math.abs(highest));
  }

  /** Returns the numbers, with each that counts as equal to a higher one set to that one. */
  public static List<Double> levelled(List<Double> values) {
    List<Integer> order =
        IntStream.range(0, values.size())
            .boxed()
            .sorted(Comparator.comparing((Integer i) -> values.get(i)).reversed())
            .toList();
    List<Double> levelled = new ArrayList<>(values);
    double level = Double.NaN;
    for (int place : order) {
      double value = values.get(place);
      level = !Double.isNaN(level) && areEqual(level, value) ? level : value;
      levelled.set(place, level);
    }
    return List.copyOf(levelled);
  }
}
