package org.attune.method.online;

import org.attune.util.InvalidInputException;

/**
 * The action mask of NLPO: a policy may sample only tokens in the nucleus of a mask policy, which
 * is an earlier copy of itself.
 *
 * @param topP the nucleus is the smallest set of tokens whose probability reaches this
 * @param refresh rollouts between updates of the mask policy
 */
public record ActionMask(double topP, int refresh) {
  /** Checks the ranges. */
  public ActionMask {
    InvalidInputException.unless(
        topP > 0 && topP <= 1,
        "The mask's top-p must lie in (0, 1], got %s; try 0.9, and 1 masks nothing.",
        topP);
    InvalidInputException.unless(
        refresh >= 1,
        "The number of rollouts between updates of the mask policy must be at least 1, got %d; try"
            + " 5.",
        refresh);
  }
}
