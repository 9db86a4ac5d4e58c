package org.attune.method.online;

import org.attune.data.BadInput;

/**
 * What happens to the score of a response that reached the limit of tokens without an end-of-text.
 *
 * @param penalty what is taken from its score; 0 leaves it as the reward gave it
 */
public record Unfinished(double penalty) {
  /** Checks the penalty. */
  public Unfinished {
    BadInput.unless(
        penalty >= 0 && Double.isFinite(penalty),
        "The penalty of an unfinished response must be >= 0, got %s; it is taken from the score.",
        penalty);
  }

  /** Leaves the score as the reward gave it. */
  public static Unfinished asScored() {
    return new Unfinished(0);
  }

  /** Takes a penalty from the score. */
  public static Unfinished minus(double penalty) {
    return new Unfinished(penalty);
  }

  /** Returns the score that counts. */
  public double score(double score, boolean ended) {
    return ended ? score : score - penalty;
  }
}
