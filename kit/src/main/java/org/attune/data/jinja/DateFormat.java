package org.attune.data.jinja;

import java.time.LocalDateTime;
import java.time.format.DateTimeFormatter;
import java.util.Locale;
import java.util.Map;

/** C's strftime in English, as far as chat templates need it. */
final class DateFormat {
  private static final Map<Character, String> PATTERNS =
      Map.ofEntries(
          Map.entry('a', "EEE"),
          Map.entry('A', "EEEE"),
          Map.entry('b', "MMM"),
          Map.entry('B', "MMMM"),
          Map.entry('d', "dd"),
          Map.entry('m', "MM"),
          Map.entry('Y', "uuuu"),
          Map.entry('y', "uu"),
          Map.entry('H', "HH"),
          Map.entry('I', "hh"),
          Map.entry('M', "mm"),
          Map.entry('S', "ss"),
          Map.entry('p', "a"),
          Map.entry('j', "DDD"),
          Map.entry('F', "uuuu-MM-dd"),
          Map.entry('T', "HH:mm:ss"));

  private DateFormat() {}

  static String format(String pattern, LocalDateTime time) {
    StringBuilder out = new StringBuilder();
    for (int at = 0; at < pattern.length(); at++) {
      char c = pattern.charAt(at);
      if (c != '%') {
        out.append(c);
        continue;
      }
      char what = ++at < pattern.length() ? pattern.charAt(at) : ' ';
      boolean bare = what == '-' && at + 1 < pattern.length(); // glibc: without leading zeros
      String part = directive(bare ? pattern.charAt(++at) : what, time);
      out.append(bare ? part.replaceFirst("^0+(?=.)", "") : part);
    }
    return out.toString();
  }

  private static String directive(char what, LocalDateTime time) {
    if (what == '%') {
      return "%";
    }
    if (!PATTERNS.containsKey(what)) {
      throw TemplateRefusal.unknown("%" + what + " in strftime_now");
    }
    return DateTimeFormatter.ofPattern(PATTERNS.get(what), Locale.US).format(time);
  }
}
