package org.attune.recipes;

import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * What a page costs, in minutes of processor time, which hardly depend on what else a machine does:
 * on a processor with bfloat16 units, and in 32 bits on one without, whether it knows AVX-512 or
 * only AVX2. Each is measured on a machine, or with settings, of its kind; the other one stays.
 *
 * @param units minutes with bfloat16 units, or NaN if not measured
 * @param ordinary minutes without, or NaN
 * @param when the day of the last measurement
 */
record PageCosts(double units, double ordinary, String when) {
  private static final String UNITS = "(\\d+\\.\\d) where there are bfloat16 units";
  private static final String ORDINARY = "(\\d+\\.\\d) in 32 bits elsewhere";
  private static final Pattern LINE =
      Pattern.compile(
          "The whole page takes, in minutes of processor time, (?:"
              + UNITS
              + ")?(?: and )?(?:"
              + ORDINARY
              + ")?; two idle cores need about half as long\\. Measured (\\d{4}-\\d\\d-\\d\\d)\\.");

  /** Reads the sentence in a page's text; a page without one has no costs yet. */
  static PageCosts in(String text) {
    Matcher line = LINE.matcher(text);
    return line.find()
        ? new PageCosts(number(line.group(1)), number(line.group(2)), line.group(3))
        : new PageCosts(Double.NaN, Double.NaN, "");
  }

  /** Returns these costs with one kind measured anew. */
  PageCosts with(boolean hasUnits, double seconds, Instant now) {
    String today = now.atZone(ZoneOffset.UTC).toLocalDate().toString();
    return hasUnits
        ? new PageCosts(seconds / 60, ordinary, today)
        : new PageCosts(units, seconds / 60, today);
  }

  /** Returns a page's text with its sentence replaced by this one. */
  String replaceIn(String text) {
    return LINE.matcher(text).replaceFirst(Matcher.quoteReplacement(sentence()));
  }

  /** Returns the sentence. */
  String sentence() {
    List<String> known = new ArrayList<>();
    if (!Double.isNaN(units)) {
      known.add(String.format(Locale.ROOT, "%.1f where there are bfloat16 units", units));
    }
    if (!Double.isNaN(ordinary)) {
      known.add(String.format(Locale.ROOT, "%.1f in 32 bits elsewhere", ordinary));
    }
    return "The whole page takes, in minutes of processor time, "
        + String.join(" and ", known)
        + "; two idle cores need about half as long. Measured "
        + when
        + ".";
  }

  private static double number(String digits) {
    return digits == null ? Double.NaN : Double.parseDouble(digits);
  }
}
