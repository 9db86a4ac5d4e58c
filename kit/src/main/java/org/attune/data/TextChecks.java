package org.attune.data;

import org.attune.util.InvalidInputException;

/** Helper functions on texts, shared within this package. */
final class TextChecks {
  private static final int SHOWN = 40;

  private TextChecks() {}

  static void require(String what, String text) {
    InvalidInputException.unless(text != null, "The %s is missing (null); give a text.", what);
  }

  /** Quotes the text on one line, shortened at the end if it is long. */
  static String quoted(String text) {
    boolean tooLong = text.codePointCount(0, text.length()) > SHOWN;
    String start = tooLong ? text.substring(0, text.offsetByCodePoints(0, SHOWN)) : text;
    String oneLine = start.replace("\n", "\\n").replace("\r", "\\r").replace("\t", "\\t");
    return "\"" + oneLine + (tooLong ? "…" : "") + "\"";
  }

  /** Returns the text with every run of white space replaced by one space, and none at the ends. */
  static String squeezed(String text) {
    StringBuilder out = new StringBuilder(text.length());
    boolean gap = false;
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      if (Character.isWhitespace(c) || Character.isSpaceChar(c)) {
        gap = true;
        continue;
      }
      if (gap && out.length() > 0) {
        out.append(' ');
      }
      gap = false;
      out.append(c);
    }
    return out.toString();
  }

  static int words(String text) {
    String squeezed = squeezed(text);
    return squeezed.isEmpty()
        ? 0
        : (int) squeezed.chars().filter(c -> c == ' ').count() + 1; // one space between two words
  }

  /**
   * Returns the position of an unpaired surrogate, or -1: such a text cannot be written as UTF-8,
   * so it would change silently on its way to a tokenizer or a file.
   */
  static int brokenCharacter(String text) {
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      if (Character.isHighSurrogate(c)
          && i + 1 < text.length()
          && Character.isLowSurrogate(text.charAt(i + 1))) {
        i++;
      } else if (Character.isSurrogate(c)) {
        return i;
      }
    }
    return -1;
  }
}
