package org.attune.judge;

import org.attune.util.InvalidInputException;

/**
 * The most that one call of a judge may cost.
 *
 * @param requests to be sent
 * @param tokens of prompts and replies together
 */
public record JudgeBudget(long requests, long tokens) {
  /** Two thousand requests and two million tokens. */
  public static final JudgeBudget STANDARD = new JudgeBudget(2_000, 2_000_000);

  /** Checks that both are positive. */
  public JudgeBudget {
    InvalidInputException.unless(
        requests > 0 && tokens > 0,
        "A judge's budget must be positive, got %d requests and %d tokens.",
        requests,
        tokens);
  }

  /** Rejects, before anything is sent, what would cost more. */
  void require(JudgeEstimate estimate) {
    InvalidInputException.unless(
        estimate.requests() <= requests && estimate.tokens() <= tokens,
        "The judge would need %s, which is more than its budget of %d requests and %d tokens;"
            + " judge fewer prompts or raise the budget.",
        estimate,
        requests,
        tokens);
  }
}
