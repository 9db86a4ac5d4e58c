package org.attune.method;

import ai.djl.ndarray.NDArray;
import org.attune.engine.StableMath;

/** The negative log-likelihood of rankings under the Plackett–Luce model. */
final class PlackettLuce {
  private PlackettLuce() {}

  /** Returns −log P(ranking) of each group, given its scores // (groups, n) → (groups). */
  static NDArray of(LossBatch batch, NDArray scores) {
    NDArray rivals = scores.expandDims(1).mul(self(batch).add(batch.worse()));
    return terms(batch, rivals, scores);
  }

  /**
   * Returns Σ_k [log Σ_i exp(rivals_ki) − own_k] over each group, where i runs over k itself and
   * all responses of lower reward; the worst response has no rival and contributes zero.
   *
   * @param rivals the scores that k is compared with // (groups, n, n)
   * @param own the score of k itself // (groups, n)
   */
  static NDArray terms(LossBatch batch, NDArray rivals, NDArray own) {
    NDArray competing = self(batch).add(batch.worse());
    return StableMath.logSumExp(rivals, competing)
        .sub(own)
        .mul(batch.present())
        .sum(new int[] {1}); // (groups)
  }

  /** Returns the identity matrix // (1, n, n). */
  static NDArray self(LossBatch batch) {
    long n = batch.present().getShape().get(1);
    return batch.rewards().getManager().eye((int) n).expandDims(0);
  }
}
