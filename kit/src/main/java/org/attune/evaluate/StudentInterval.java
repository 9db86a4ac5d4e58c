package org.attune.evaluate;

import java.util.List;
import java.util.Optional;
import org.attune.util.InvalidInputException;

/**
 * The mean of one value per training seed, such as a correlation, with Student's interval over the
 * seeds; equals {@link RandomEffects} with a single prompt.
 */
public final class StudentInterval {
  private StudentInterval() {}

  /**
   * Returns the mean and its 95 % interval; the bounds are NaN with a single seed, and where all
   * seeds have the same value, which says nothing about how far others may lie.
   *
   * @param values one per seed
   * @param prompts the number of prompts of each
   */
  public static Interval of(List<Double> values, int prompts) {
    Estimate mean = estimate(values, prompts);
    return mean.varies()
        ? mean.interval()
        : new Interval(mean.value(), Double.NaN, Double.NaN, prompts, values.size());
  }

  /** Returns the mean as an estimate, which gives intervals of any level. */
  public static Estimate estimate(List<Double> values, int prompts) {
    InvalidInputException.unless(!values.isEmpty(), "There are no values to average.");
    double mean = values.stream().mapToDouble(value -> value).average().orElseThrow();
    double[][] cells = values.stream().map(value -> new double[] {value}).toArray(double[][]::new);
    Estimate over = RandomEffects.mean(MeanSquares.of(mean, cells), Optional.empty());
    return new Estimate(mean, over.error(), over.student(), false, prompts, values.size());
  }
}
