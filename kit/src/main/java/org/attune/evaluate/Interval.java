package org.attune.evaluate;

import java.util.Locale;
import java.util.function.DoubleUnaryOperator;

/**
 * An estimate with its 95 % confidence interval, as {@link RandomEffects} computes it.
 *
 * <p>With several seeds the interval covers the mean over all prompts and all training seeds. With
 * one seed nothing is known about other trainings; the interval covers the mean over all prompts
 * <em>of this training only</em>, and tables, charts and notebooks say so.
 *
 * @param value the estimate
 * @param low lower end of the 95 % interval; NaN if there is none
 * @param high upper end
 * @param n number of distinct prompts (or pairs)
 * @param seeds number of training seeds
 */
public record Interval(double value, double low, double high, int n, int seeds) {
  /** The scope of an interval from one training seed. */
  public static final String ONE_TRAINING = "of this training only";

  /** Returns the scope of the interval: all seeds, or {@link #ONE_TRAINING}. */
  public String scope() {
    return seeds > 1 ? "over prompts and " + seeds + " training seeds" : ONE_TRAINING;
  }

  /** Returns the interval of a monotone function of the value, such as exp(−x). */
  public Interval map(DoubleUnaryOperator function) {
    double one = function.applyAsDouble(low);
    double other = function.applyAsDouble(high);
    return new Interval(
        function.applyAsDouble(value), Math.min(one, other), Math.max(one, other), n, seeds);
  }

  /** Returns the value and the two ends, such as 0.6575 [0.6239, 0.6896]. */
  @Override
  public String toString() {
    return Double.isNaN(low) && Double.isNaN(high)
        ? String.format(Locale.ROOT, "%.4g", value)
        : String.format(Locale.ROOT, "%.4g [%.4g, %.4g]", value, low, high);
  }
}
