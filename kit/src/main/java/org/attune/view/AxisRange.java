package org.attune.view;

import java.util.Arrays;
import java.util.Locale;
import java.util.function.Function;

/** The range of an axis and the format of its ticks. */
record AxisRange(double min, double max) {
  // XChart rounds tick positions to ten decimals and loops forever below that.
  private static final double NARROWEST = 1e-8;
  private static final double FARTHEST = 1e15;

  /** Returns the range of all finite values, or 0 to 1 if there are none. */
  static AxisRange of(double[]... values) {
    double min = Double.POSITIVE_INFINITY;
    double max = Double.NEGATIVE_INFINITY;
    for (double[] some : values) {
      for (double value : some) {
        if (Double.isFinite(value)) {
          min = Math.min(min, value);
          max = Math.max(max, value);
        }
      }
    }
    return min > max ? new AxisRange(0, 1) : new AxisRange(min, max).wide();
  }

  /** Returns this range extended to include the value. */
  AxisRange with(double value) {
    return new AxisRange(Math.min(min, value), Math.max(max, value)).wide();
  }

  /** Returns this range padded at both ends by fractions of its length. */
  AxisRange padded(double below, double above) {
    double length = max - min;
    return new AxisRange(min - below * length, max + above * length);
  }

  /** Returns this range extended at both ends to at least a length. */
  AxisRange atLeast(double length) {
    double missing = Math.max(0, length - (max - min)) / 2;
    return new AxisRange(min - missing, max + missing);
  }

  /** Returns the values with everything that cannot be drawn replaced by NaN. */
  static double[] drawable(double[] values) {
    return Arrays.stream(values)
        .map(value -> Math.abs(value) <= FARTHEST ? value : Double.NaN)
        .toArray();
  }

  /** Returns the tick format: as few characters as distinguish neighbours. */
  Function<Double, String> ticks() {
    double largest = Math.max(Math.abs(min), Math.abs(max));
    // The house style spaces ticks so that a step is never below a tenth of the range.
    int decimals = -(int) Math.floor(Math.log10((max - min) * 0.1) + 1e-9);
    int power = largest >= 1e9 ? 9 : largest >= 1e6 ? 6 : 3;
    // A unit must make labels shorter: 1234567.001 is no better as 1.234567001M.
    if (largest >= 1e5 && largest < 1e12 && decimals + power <= 3) {
      return value -> scaled(value, power, decimals, power == 9 ? "B" : power == 6 ? "M" : "k");
    }
    if (largest >= 1e12 || (decimals > 4 && largest < 1e-2)) {
      int exponent = (int) Math.floor(Math.log10(largest));
      return value -> scaled(value, exponent, decimals, "e" + exponent);
    }
    return value -> Numbers.fixed(value, Math.max(0, decimals));
  }

  /** Returns the tick format without trailing zeros: 1 and 1.5 rather than 1.0 and 1.5. */
  Function<Double, String> shortTicks() {
    return ticks()
        .andThen(
            text -> text.replaceAll("(\\.\\d*?)0+(?=\\D*$)", "$1").replaceAll("\\.(?=\\D*$)", ""));
  }

  private static String scaled(double value, int power, int decimals, String unit) {
    double mantissa = value / Math.pow(10, power);
    if (Math.abs(mantissa) < 1e-12) {
      return "0";
    }
    return String.format(
        Locale.ROOT, "%." + Math.max(0, Math.min(12, decimals + power)) + "f%s", mantissa, unit);
  }

  private AxisRange wide() {
    double largest = Math.max(Math.abs(min), Math.abs(max));
    double least = Math.max(NARROWEST, largest * 1e-9);
    if (max - min >= least) {
      return this;
    }
    // Equal values get a readable axis around them instead of one of no length.
    double middle = min / 2 + max / 2;
    double half = Math.max(least, Math.abs(middle) * 0.1) / 2;
    double reach = min == max && middle == 0 ? 0.5 : half;
    return new AxisRange(middle - reach, middle + reach);
  }
}
