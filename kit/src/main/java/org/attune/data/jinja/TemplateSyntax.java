package org.attune.data.jinja;

/** Thrown when a template cannot be parsed, with the line. */
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
