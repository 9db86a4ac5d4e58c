package org.attune.method.online;

import org.attune.util.InvalidInputException;

/**
 * How to score a response that reached the token limit without end-of-text.
 *
 * @param penalty the amount subtracted from its score; 0 leaves the score unchanged
 */
public record MissingEosPolicy(double penalty) {
  /** Checks the penalty. */
  public MissingEosPolicy {
    InvalidInputException.unless(
        penalty >= 0 && Double.isFinite(penalty),
        "The penalty of an unfinished response must be >= 0, got %s; it is subtracted from the"
            + " score.",
        penalty);
  }

  /** Leaves the score unchanged. */
  public static MissingEosPolicy asScored() {
    return new MissingEosPolicy(0);
  }

  /** Subtracts a penalty from the score. */
  public static MissingEosPolicy minus(double penalty) {
    return new MissingEosPolicy(penalty);
  }

  /** Returns the adjusted score. */
  public double score(double score, boolean ended) {
    return ended ? score : score - penalty;
  }
}
