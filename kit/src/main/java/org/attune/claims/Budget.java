package org.attune.claims;

/**
 * What an arm may spend: arms of one claim learn from as many responses, in as many updates.
 *
 * @param responses responses that are learnt from
 * @param updates optimiser steps
 * @param passes how often each response is learnt from
 */
record Budget(int responses, int updates, int passes) {
  /** Batches that a rollout of one pass is learnt from in; more passes take fewer. */
  private static final int BATCHES = 8;

  /** Returns the budget of offline training on single responses, each learnt from once. */
  static Budget offline(ClaimContext bench) {
    int steps = bench.scale().steps();
    return new Budget(steps * 8, steps, 1);
  }

  /** Returns the responses of one update. */
  int batch() {
    return Math.max(1, Math.round(responses * (float) passes / updates));
  }

  /** Returns the responses of one rollout. */
  int rollout() {
    return batch() * Math.max(1, BATCHES / passes);
  }

  /** Returns the number of rollouts. */
  int rollouts() {
    return Math.max(1, Math.round(responses / (float) rollout()));
  }
}
