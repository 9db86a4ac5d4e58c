package org.attune.claims;

/**
 * The training budget of an arm: all arms of one claim use the same number of responses and
 * updates.
 *
 * @param responses number of training responses
 * @param updates number of optimiser steps
 * @param passes number of passes over each response
 */
record Budget(int responses, int updates, int passes) {
  /** The number of batches of a rollout with one pass; more passes use fewer. */
  private static final int BATCHES = 8;

  /** Returns the budget of offline training on single responses, with one pass. */
  static Budget offline(ClaimContext bench) {
    int steps = bench.scale().steps();
    return new Budget(steps * bench.scale().batchSize(), steps, 1);
  }

  /** Returns the number of responses per update. */
  int batch() {
    return Math.max(1, Math.round(responses * (float) passes / updates));
  }

  /** Returns the number of responses per rollout. */
  int rollout() {
    return batch() * Math.max(1, BATCHES / passes);
  }

  /** Returns the number of rollouts. */
  int rollouts() {
    return Math.max(1, Math.round(responses / (float) rollout()));
  }
}
