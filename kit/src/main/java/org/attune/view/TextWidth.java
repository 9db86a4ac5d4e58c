package org.attune.view;

/** Measures and shortens text by its displayed width. */
final class TextWidth {
  private TextWidth() {}

  /** Returns the text on one line: breaks, tabs and other control characters become spaces. */
  static String oneLine(String text) {
    return PlainText.of(text.replaceAll("[\\p{Cntrl}\\s]+", " ").strip());
  }

  /** Returns how many columns of a terminal the text takes. */
  static int width(String text) {
    return text.codePoints().map(TextWidth::width).sum();
  }

  /**
   * Returns the text cut to the given columns, including the ellipsis; it never splits a character.
   */
  static String to(String text, int columns, String ellipsis) {
    if (width(text) <= columns) {
      return text;
    }
    int room = columns - width(ellipsis);
    if (room <= 0) {
      return ellipsis.substring(0, Math.min(columns, ellipsis.length()));
    }
    StringBuilder cut = new StringBuilder();
    int used = 0;
    int at = 0;
    while (at < text.length()) {
      int letter = text.codePointAt(at);
      used += width(letter);
      if (used > room) {
        break;
      }
      cut.appendCodePoint(letter);
      at += Character.charCount(letter);
    }
    return cut.toString().stripTrailing() + ellipsis;
  }

  private static int width(int letter) {
    int type = Character.getType(letter);
    if (type == Character.NON_SPACING_MARK
        || type == Character.ENCLOSING_MARK
        || type == Character.FORMAT) {
      return 0;
    }
    return isWide(letter) ? 2 : 1;
  }

  // The blocks in common use; terminals disagree about the rest anyway.
  private static boolean isWide(int letter) {
    return (letter >= 0x1100 && letter <= 0x115F)
        || (letter >= 0x2E80 && letter <= 0xA4CF)
        || (letter >= 0xAC00 && letter <= 0xD7A3)
        || (letter >= 0xF900 && letter <= 0xFAFF)
        || (letter >= 0xFF00 && letter <= 0xFF60)
        || (letter >= 0x1F300 && letter <= 0x1FAFF)
        || (letter >= 0x20000 && letter <= 0x3FFFD);
  }
}
