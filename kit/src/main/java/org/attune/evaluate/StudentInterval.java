package org.attune.evaluate;

import java.util.List;
import java.util.Optional;
import org.attune.util.InvalidInputException;

/**
 * The mean of one number a training seed, such as a correlation, with Student's interval over the
 * seeds: what {@link RandomEffects} comes to with a single prompt.
 */
public final class StudentInterval {
  private StudentInterval() {}

  /**
   * Returns the mean and its 95 % interval; a single seed says nothing about spread, so its bounds
   * are NaN.
   *
   * @param values one a seed
   * @param prompts how many prompts each rests on
   */
  public static Interval of(List<Double> values, int prompts) {
    return estimate(values, prompts).interval();
  }

  /** Returns the mean with what an interval of any level needs. */
  public static Estimate estimate(List<Double> values, int prompts) {
    InvalidInputException.unless(!values.isEmpty(), "There is no value to average.");
    double mean = values.stream().mapToDouble(value -> value).average().orElseThrow();
    double[][] cells = values.stream().map(value -> new double[] {value}).toArray(double[][]::new);
    Estimate over = RandomEffects.mean(MeanSquares.of(mean, cells), Optional.empty());
    return new Estimate(mean, over.error(), over.student(), false, prompts, values.size());
  }
}
