package org.attune.view;

import java.time.Duration;
import java.util.Locale;

/** Formats durations for readers: at most two units, the smaller one padded. */
public final class Durations {
  private Durations() {}

  /**
   * Returns 340 ms, 3.4 s, 12 s, 1 min 05 s, 2 h 05 min or 3 d 04 h; negative durations are 0 s.
   */
  public static String text(Duration duration) {
    long millis = duration.toMillis();
    if (millis <= 0) {
      return "0 s";
    }
    if (millis < 1_000) {
      return millis + " ms";
    }
    // Below ten seconds tenths are shown; 9.95 s would round to "10.0 s", so it counts as ten.
    if (millis < 9_950) {
      return String.format(Locale.ROOT, "%.1f s", millis / 1_000.0);
    }
    return rounded((millis + 500) / 1_000);
  }

  private static String rounded(long seconds) {
    if (seconds < 60) {
      return seconds + " s";
    }
    if (seconds < 3_600) {
      return two(seconds / 60, "min", seconds % 60, "s");
    }
    long minutes = (seconds + 30) / 60;
    if (minutes < 24 * 60) {
      return two(minutes / 60, "h", minutes % 60, "min");
    }
    long hours = (minutes + 30) / 60;
    return two(hours / 24, "d", hours % 24, "h");
  }

  private static String two(long large, String largeUnit, long small, String smallUnit) {
    return String.format(Locale.ROOT, "%d %s %02d %s", large, largeUnit, small, smallUnit);
  }
}
