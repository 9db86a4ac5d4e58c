package org.attune.view;

import java.util.Arrays;
import java.util.List;
import java.util.Locale;

/**
 * Formats numbers and intervals uniformly in every table, chart, report and log line.
 *
 * <p>Missing values (NaN) are written "–" and infinities "∞"; the format does not depend on the
 * machine's locale, so outputs can be compared character by character.
 */
public final class Numbers {
  /** The text for a missing number. */
  public static final String MISSING = "–";

  private Numbers() {}

  /** Returns the number with about three significant digits: 1.23, 0.0123, 123.4, 1.2e-5. */
  public static String text(double value) {
    if (!Double.isFinite(value)) {
      return notFinite(value);
    }
    double size = Math.abs(value);
    if (size != 0 && (size < 1e-3 || size >= 1e9)) {
      return scientific(value);
    }
    String text = fixed(value, decimalsFor(size));
    return size != 0 && size < 1e-2 ? trimmed(text) : text;
  }

  /** Returns a count with its noun: 1 policy, 3 policies. */
  public static String counted(int count, String one, String many) {
    return count + " " + (count == 1 ? one : many);
  }

  /** Returns the number as {@link #text}, without zeros at its end: 0.03, 2, 1.5. */
  public static String label(double value) {
    String text = text(value);
    return text.contains("e") ? text : trimmed(text);
  }

  /** Returns the number with its column's number of decimals, as found by {@link #decimals}. */
  static String text(double value, int decimals) {
    return decimals < 0 ? text(value) : fixed(value, decimals);
  }

  /** Returns the number with exactly the given decimals: {@code fixed(2, 3)} is 2.000. */
  public static String fixed(double value, int decimals) {
    if (!Double.isFinite(value)) {
      return notFinite(value);
    }
    String text = String.format(Locale.ROOT, "%." + decimals + "f", value);
    // A small negative number rounds to "-0.00"; the sign would be misleading.
    return text.matches("-0(\\.0*)?") ? text.substring(1) : text;
  }

  /**
   * Returns a value with its interval, with as many decimals as the interval's width justifies:
   * 1.23 [1.10, 1.36]. Without an interval (NaN bounds) only the value is written.
   */
  public static String interval(double value, double low, double high) {
    if (Double.isNaN(low) && Double.isNaN(high)) {
      return text(value);
    }
    double width = Math.abs(high - low);
    if (!Double.isFinite(width) || width < 1e-6 || width >= 1e9) {
      return text(value) + " [" + text(low) + ", " + text(high) + "]";
    }
    // Two significant digits of the width; a width of zero was handled above.
    int decimals = Math.max(0, 1 - exponent(width));
    return fixed(value, decimals)
        + " ["
        + fixed(low, decimals)
        + ", "
        + fixed(high, decimals)
        + "]";
  }

  /**
   * Returns values with their intervals for a column of a table, all with the number of decimals
   * that the median width justifies; a number that would be shown as zero gets those of its own.
   *
   * @param intervals for each row the value and the two ends; NaN ends where there is no interval
   */
  public static List<String> intervals(List<double[]> intervals) {
    double[] widths =
        intervals.stream()
            .mapToDouble(row -> Math.abs(row[2] - row[1]))
            .filter(width -> width >= 1e-6 && width < 1e9)
            .sorted()
            .toArray();
    if (widths.length == 0) {
      return intervals.stream().map(row -> interval(row[0], row[1], row[2])).toList();
    }
    int decimals = Math.max(0, 1 - exponent(widths[widths.length / 2]));
    return intervals.stream()
        .map(row -> isHidden(row, decimals) ? interval(row[0], row[1], row[2]) : row(row, decimals))
        .toList();
  }

  private static String row(double[] row, int decimals) {
    return Double.isNaN(row[1]) && Double.isNaN(row[2])
        ? text(row[0])
        : fixed(row[0], decimals)
            + " ["
            + fixed(row[1], decimals)
            + ", "
            + fixed(row[2], decimals)
            + "]";
  }

  /** Returns whether a column's decimals would show a narrow interval around a number as zero. */
  private static boolean isHidden(double[] row, int decimals) {
    double width = Math.abs(row[2] - row[1]);
    return row[0] != 0 && width >= 1e-6 && Math.abs(row[0]) < 0.5 * Math.pow(10, -decimals);
  }

  /** Returns a fraction as a percentage: {@code percent(0.12)} is "12 %". */
  public static String percent(double fraction) {
    if (!Double.isFinite(fraction)) {
      return notFinite(fraction);
    }
    double hundredfold = fraction * 100;
    double size = Math.abs(hundredfold);
    return fixed(hundredfold, size > 0 && size < 9.95 ? 1 : 0) + " %";
  }

  /** Returns a large number in few characters: 950, 12.3k, 1.2M, 3.4B. */
  public static String compact(double value) {
    if (!Double.isFinite(value)) {
      return notFinite(value);
    }
    double size = Math.abs(value);
    // The bounds lie where rounding would carry into the next unit: 999,960 is 1M, not 1000k.
    if (size < 999.5) {
      return size == Math.rint(size) ? fixed(value, 0) : text(value);
    }
    if (size < 999_950) {
      return trimmed(fixed(value / 1e3, 1)) + "k";
    }
    if (size < 999_950_000) {
      return trimmed(fixed(value / 1e6, 1)) + "M";
    }
    return size < 1e15 ? trimmed(fixed(value / 1e9, 1)) + "B" : scientific(value);
  }

  /** Returns a count with thousands separators: 1,234. */
  public static String count(long value) {
    return String.format(Locale.ROOT, "%,d", value);
  }

  /**
   * Returns how many decimals suit a whole column, or -1 when its numbers differ so much in size
   * that each should be written by {@link #text}.
   */
  static int decimals(double[] values) {
    double[] finite = Arrays.stream(values).filter(Double::isFinite).toArray();
    double[] sizes = Arrays.stream(finite).map(Math::abs).filter(v -> v > 0).sorted().toArray();
    if (sizes.length == 0) {
      return 0;
    }
    double smallest = sizes[0];
    double largest = sizes[sizes.length - 1];
    if (largest < 1e9 && Arrays.stream(finite).allMatch(v -> v == Math.rint(v))) {
      return 0;
    }
    double median = sizes[sizes.length / 2];
    if ((median < 1e-2 && smallest < 1e-3) || largest >= 1e9) {
      return -1;
    }
    // Three digits of the largest, unless that leaves the typical one fewer than two.
    return Math.min(5, Math.max(decimalsFor(largest), 1 - exponent(median)));
  }

  private static int decimalsFor(double size) {
    if (size == 0) {
      return 0;
    }
    int exponent = exponent(size);
    return exponent >= 3 ? 0 : Math.min(5, Math.max(1, 2 - exponent));
  }

  private static int exponent(double size) {
    return (int) Math.floor(Math.log10(size));
  }

  private static String scientific(double value) {
    String[] parts = String.format(Locale.ROOT, "%.1e", value).split("e", 2);
    return trimmed(parts[0]) + "e" + Integer.parseInt(parts[1]);
  }

  private static String trimmed(String text) {
    return text.contains(".") ? text.replaceAll("\\.?0+$", "") : text;
  }

  private static String notFinite(double value) {
    if (Double.isNaN(value)) {
      return MISSING;
    }
    return value > 0 ? "∞" : "-∞";
  }
}
