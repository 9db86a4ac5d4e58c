package org.attune.data.jinja;

/** Thrown when a template cannot be rendered; the line is added by the caller that knows it. */
final class TemplateRefusal extends RuntimeException {
  private static final long serialVersionUID = 1L;

  TemplateRefusal(String sentence) {
    super(sentence);
  }

  /** Returns the exception for a feature of Python's Jinja that is not supported here. */
  static TemplateRefusal unknown(String what) {
    return new TemplateRefusal(what + " is not supported here");
  }
}
