package org.attune.recipes;

import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The small sizes of a recipe. A line such as
 *
 * <pre>{@code
 * int steps = 600; // in a hurry: 10
 * }</pre>
 *
 * says what a reader may write in place of 600 to see every cell work within seconds. The tests do
 * just that; the notebooks and the numbers in the pages come from the full sizes.
 */
final class Hurry {
  private static final String REMARK = "// in a hurry:";
  private static final Pattern LINE =
      Pattern.compile(
          "^((?:int|double) \\w+ = )([^;]+)(; " + REMARK + " )(-?[0-9.]+)$", Pattern.MULTILINE);

  private Hurry() {}

  /** Puts the small sizes in; a remark on a line of another shape is an error. */
  static String apply(String code) {
    Matcher sizes = LINE.matcher(code);
    long remarks = code.lines().filter(line -> line.contains(REMARK)).count();
    long understood = LINE.matcher(code).results().count();
    if (remarks != understood) {
      throw new IllegalArgumentException(
          "A size for a hurry looks like 'int steps = 600; "
              + REMARK
              + " 10', not so in:\n"
              + code);
    }
    return sizes.replaceAll("$1$4$3$4");
  }
}
