package org.attune.method.online;

import org.attune.util.InvalidInputException;

/**
 * What happens to the score of a response that reached the limit of tokens without an end-of-text.
 *
 * @param penalty what is taken from its score; 0 leaves it as the reward gave it
 */
public record MissingEosPolicy(double penalty) {
  /** Checks the penalty. */
  public MissingEosPolicy {
    InvalidInputException.unless(
        penalty >= 0 && Double.isFinite(penalty),
        "The penalty of an unfinished response must be >= 0, got %s; it is taken from the score.",
        penalty);
  }

  /** Leaves the score as the reward gave it. */
  public static MissingEosPolicy asScored() {
    return new MissingEosPolicy(0);
  }

  /** Takes a penalty from the score. */
  public static MissingEosPolicy minus(double penalty) {
    return new MissingEosPolicy(penalty);
  }

  /** Returns the score that counts. */
  public double score(double score, boolean ended) {
    return ended ? score : score - penalty;
  }
}
