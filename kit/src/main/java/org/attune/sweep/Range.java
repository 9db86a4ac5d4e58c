package org.attune.sweep;

import java.util.Locale;
import java.util.SplittableRandom;
import org.attune.util.InvalidInputException;

/**
 * Where random search draws a number from, both ends included.
 *
 * @param low least value
 * @param high largest value
 * @param scale how values spread between them
 */
public record Range(double low, double high, Scale scale) {
  /** How drawn values spread. */
  public enum Scale {
    /** Evenly. */
    LINEAR,
    /** Evenly in the logarithm, which suits learning rates and temperatures. */
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
    // Three digits are enough to search by, and to read.
    double rounded = Double.parseDouble(String.format(Locale.ROOT, "%.2e", value));
    return Math.max(low, Math.min(high, rounded));
  }
}
