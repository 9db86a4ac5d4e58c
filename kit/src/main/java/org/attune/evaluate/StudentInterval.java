package org.attune.evaluate;

import java.util.List;
import org.apache.commons.math3.distribution.TDistribution;
import org.attune.util.InvalidInputException;

/** The mean of one number a training seed, with Student's 95 % interval over the seeds. */
public final class StudentInterval {
  private StudentInterval() {}

  /**
   * Returns the mean and its interval; a single seed says nothing about spread, so its bounds are
   * no numbers.
   *
   * @param values one a seed
   * @param prompts how many prompts each rests on
   */
  public static Interval of(List<Double> values, int prompts) {
    InvalidInputException.unless(!values.isEmpty(), "There is no value to average.");
    int n = values.size();
    double mean = values.stream().mapToDouble(value -> value).average().orElseThrow();
    if (n == 1) {
      return new Interval(mean, Double.NaN, Double.NaN, prompts, 1);
    }
    double squares = values.stream().mapToDouble(v -> (v - mean) * (v - mean)).sum();
    double error = Math.sqrt(squares / (n - 1) / n);
    double reach = new TDistribution(n - 1).inverseCumulativeProbability(0.975) * error;
    return new Interval(mean, mean - reach, mean + reach, prompts, n);
  }
}
