package org.attune.evaluate;

import java.util.List;
import java.util.regex.Pattern;

/** The tokenizer {@code 13a} of NIST's mteval and sacreBLEU. */
final class BleuTokenizer {
  private static final Pattern PUNCTUATION = Pattern.compile("([{-~\\[-` -&(-+:-@/])");
  private static final Pattern MARK_AFTER = Pattern.compile("([^0-9])([.,])");
  private static final Pattern MARK_BEFORE = Pattern.compile("([.,])([^0-9])");
  private static final Pattern DASH = Pattern.compile("([0-9])(-)");
  private static final Pattern SPACE = Pattern.compile("(?U)\\s+");

  private BleuTokenizer() {}

  static List<String> tokens(String text) {
    String line = text.stripTrailing().replace("<skipped>", "");
    line = line.replace("-\n", "").replace("\n", " ");
    line = line.replace("&quot;", "\"").replace("&amp;", "&");
    line = " " + line.replace("&lt;", "<").replace("&gt;", ">") + " ";
    line = PUNCTUATION.matcher(line).replaceAll(" $1 ");
    line = MARK_AFTER.matcher(line).replaceAll("$1 $2 ");
    line = MARK_BEFORE.matcher(line).replaceAll(" $1 $2");
    line = DASH.matcher(line).replaceAll("$1 $2 ");
    String stripped = SPACE.matcher(line).replaceAll(" ").strip();
    return stripped.isEmpty() ? List.of() : List.of(stripped.split(" ", -1));
  }
}
