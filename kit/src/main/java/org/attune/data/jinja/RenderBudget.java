package org.attune.data.jinja;

/**
 * Limits the work of one rendering, so that no template can hang the program or exhaust its memory.
 */
final class RenderBudget {
  /** Evaluated nodes plus characters and elements processed, in total. */
  private static final long MOST_WORK = 50_000_000;

  private static final int DEEPEST = 100;

  private long work;
  private int depth;

  /** Charges work before it is done. */
  void charge(long units) {
    work += units;
    if (work > MOST_WORK || units < 0) {
      throw new TemplateRefusal(
          "rendering takes more than " + MOST_WORK + " operations, so the template is not run");
    }
  }

  /** Enters a macro. */
  void enter() {
    if (++depth > DEEPEST) {
      throw new TemplateRefusal("macros call each other more than " + DEEPEST + " deep");
    }
  }

  /** Leaves a macro. */
  void leave() {
    depth--;
  }
}
