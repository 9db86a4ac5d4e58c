package org.attune.view;

/**
 * Makes texts of data and of models safe for a terminal, where control characters move the cursor,
 * colour the screen, or change the reading direction, so that a line misrepresents its content.
 */
public final class PlainText {
  private PlainText() {}

  /**
   * Returns the text with its control characters (C0 except line breaks and tabs, C1) and its
   * bidirectional controls shown as {@code \\u} and four digits.
   */
  public static String of(String text) {
    StringBuilder plain = new StringBuilder(text.length());
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      boolean control = Character.isISOControl(c) && c != '\n' && c != '\t' && c != '\r';
      if (control || turns(c)) {
        plain.append(String.format("\\u%04x", (int) c));
      } else {
        plain.append(c);
      }
    }
    return plain.toString();
  }

  /** Marks, embeddings, overrides and isolates of bidirectional text. */
  private static boolean turns(char c) {
    return c == '\u061C'
        || c == '\u200E'
        || c == '\u200F'
        || (c >= '\u202A' && c <= '\u202E')
        || (c >= '\u2066' && c <= '\u2069');
  }

  /**
   * Returns a cell of a table as spreadsheets may read it: one that they would run as a formula
   * begins with an apostrophe, which they take for "this is text" and do not show. White space
   * before the formula is no protection.
   *
   * <p>Numbers such as −1.5 stay numbers.
   */
  public static String cell(String text) {
    String shown = text.strip();
    boolean formula =
        !shown.isEmpty()
            && "=+-@".indexOf(shown.charAt(0)) >= 0
            && !text.matches("[+-]?[\\d.]+([eE][+-]?\\d+)?");
    return formula ? "'" + text : text;
  }
}
