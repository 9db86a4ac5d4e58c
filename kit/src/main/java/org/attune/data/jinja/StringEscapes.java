package org.attune.data.jinja;

/** The escapes of Python's string literals; an unknown one keeps its backslash. */
final class StringEscapes {
  private static final String PLAIN = "\\'\"abfnrtv";
  private static final String MEANT = "\\'\"\u0007\b\f\n\r\t\u000b";

  private final String text;
  private final int line;
  private final StringBuilder out = new StringBuilder();
  private int at;

  private StringEscapes(String text, int line) {
    this.text = text;
    this.line = line;
  }

  static String resolved(String text, int line) {
    StringEscapes escapes = new StringEscapes(text, line);
    while (escapes.at < text.length()) {
      escapes.next();
    }
    return escapes.out.toString();
  }

  private void next() {
    char c = text.charAt(at++);
    if (c != '\\') {
      out.append(c);
      return;
    }
    char escaped = text.charAt(at++); // the lexer saw a character after each backslash
    int plain = PLAIN.indexOf(escaped);
    if (plain >= 0) {
      out.append(MEANT.charAt(plain));
    } else if (escaped >= '0' && escaped <= '7') {
      octal();
    } else {
      switch (escaped) {
        case '\n' -> {}
        case 'x' -> hex(2);
        case 'u' -> hex(4);
        case 'U' -> hex(8);
        case 'N' -> throw new TemplateSyntax("the escape \\N is not supported here", line);
        default -> out.append('\\').append(escaped);
      }
    }
  }

  private void octal() {
    int start = at - 1;
    while (at < text.length()
        && at < start + 3
        && text.charAt(at) >= '0'
        && text.charAt(at) <= '7') {
      at++;
    }
    out.appendCodePoint(Integer.parseInt(text.substring(start, at), 8));
  }

  private void hex(int digits) {
    int end = at + digits;
    String number = end <= text.length() ? text.substring(at, end) : "";
    boolean good = !number.isEmpty() && number.chars().allMatch(c -> Character.digit(c, 16) >= 0);
    long point = good ? Long.parseLong(number, 16) : -1;
    if (point < 0 || point > Character.MAX_CODE_POINT || (point >= 0xd800 && point < 0xe000)) {
      throw new TemplateSyntax("a string has an escape that names no character", line);
    }
    out.appendCodePoint((int) point);
    at = end;
  }
}
