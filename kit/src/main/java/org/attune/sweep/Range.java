package org.attune.sweep;

import java.util.Locale;
import java.util.SplittableRandom;
import org.attune.util.InvalidInputException;

/**
 * A range from which random search draws a number, both ends included.
 *
 * @param low least value
 * @param high largest value
 * @param scale the scale of the draw
 */
public record Range(double low, double high, Scale scale) {
  /** The scale of drawn values. */
  public enum Scale {
    /** Uniform. */
    LINEAR,
    /** Uniform in the logarithm, for learning rates and temperatures. */
    LOGARITHMIC
  }

  /** Checks the ends. */
  public Range {
    InvalidInputException.unless(
        Double.isFinite(low) && Double.isFinite(high) && low < high,
        "A range needs a lower and a higher end, got %s to %s.",
        low,
        high);
    InvalidInputException.unless(
        scale == Scale.LINEAR || low > 0,
        "A logarithmic range must begin above 0, got %s; use uniform for one that does not.",
        low);
  }

  double draw(SplittableRandom random) {
    double share = random.nextDouble();
    double value =
        scale == Scale.LINEAR
            ? low + share * (high - low)
            : Math.exp(Math.log(low) + share * (Math.log(high) - Math.log(low)));
    // Three digits are enough for a search and easy to read.
    double rounded = Double.parseDouble(String.format(Locale.ROOT, "%.2e", value));
    return Math.max(low, Math.min(high, rounded));
  }
}
