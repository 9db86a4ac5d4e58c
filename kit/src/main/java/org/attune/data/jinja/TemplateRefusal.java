package org.attune.data.jinja;

/** What a template asks for cannot be done; whoever knows the line adds it. */
final class TemplateRefusal extends RuntimeException {
  private static final long serialVersionUID = 1L;

  TemplateRefusal(String sentence) {
    super(sentence);
  }

  /** Makes a refusal of something that Python's Jinja has and this one has not. */
  static TemplateRefusal unknown(String what) {
    return new TemplateRefusal(what + " is not supported here");
  }
}
