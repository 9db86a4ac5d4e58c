package org.attune.evaluate;

import org.apache.commons.math3.distribution.TDistribution;

/**
 * The t quantile for a mean over prompts and seeds: that of Satterthwaite's degrees of freedom, or
 * Cochran and Cox's weighted one, whichever is larger (see {@link RandomEffects}).
 *
 * @param freedom Satterthwaite's degrees of freedom
 * @param prompts degrees of freedom of the prompts' mean square
 * @param seeds degrees of freedom of the seeds' mean square
 * @param weight the seeds' share of both mean squares, 0 … 1
 */
public record Student(double freedom, double prompts, double seeds, double weight) {
  /** Returns the quantile of one number of degrees of freedom. */
  static Student of(double freedom) {
    return new Student(freedom, freedom, freedom, 0);
  }

  /** Returns the half-width of an interval of a level, such as 0.95, in standard errors. */
  double reach(double level) {
    if (!(freedom > 0)) {
      return Double.NaN;
    }
    double plain = quantile(freedom, level);
    return weight == 0
        ? plain
        : Math.max(
            plain, (1 - weight) * quantile(prompts, level) + weight * quantile(seeds, level));
  }

  /** Returns the two-sided p-value of a value in standard errors. */
  double pValue(double t) {
    return freedom > 0
        ? 2 * new TDistribution(null, freedom).cumulativeProbability(-Math.abs(t))
        : Double.NaN;
  }

  private static double quantile(double freedom, double level) {
    return new TDistribution(null, freedom).inverseCumulativeProbability((1 + level) / 2);
  }
}
