package org.attune.data.jinja;

/** A template cannot be read; the line is known. */
final class TemplateSyntax extends RuntimeException {
  private static final long serialVersionUID = 1L;

  private final int line;

  TemplateSyntax(String sentence, int line) {
    super(sentence);
    this.line = line;
  }

  int line() {
    return line;
  }
}
