package org.attune.model;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.index.NDIndex;

/** Computes log-probabilities of responses, at response positions only. */
public final class TokenScores {
  private TokenScores() {}

  /** Returns the log-probability of each response token; gradients flow to the weights. */
  public static TokenLogProbs of(Decoder decoder, TokenBatch batch) {
    return TokenLogProbs.masked(batch.chosen(decoder), batch.mask(decoder.weights().manager()));
  }

  /**
   * Returns Σ_v p(v) (log p(v) − log q(v)) at each response position, the exact categorical
   * divergence of the policy from the reference (Tang et al. 2024, arXiv 2405.08448, App. D), zero
   * on padding // (batch, response). If one vocabulary is larger, both distributions are taken over
   * the shared tokens, which come first.
   *
   * @param policyBatch prompts as the policy reads them, with the responses
   * @param referenceBatch prompts as the reference reads them, with the same responses
   */
  public static NDArray divergence(
      Decoder policy, TokenBatch policyBatch, Decoder reference, TokenBatch referenceBatch) {
    int both = Math.min(policy.config().vocabulary(), reference.config().vocabulary());
    NDArray logP = distributions(policy, policyBatch, both);
    NDArray logQ = distributions(reference, referenceBatch, both);
    return divergence(logP, logQ)
        .reshape(policyBatch.size(), policyBatch.longestResponse())
        .mul(policyBatch.mask(policy.weights().manager()));
  }

  /** Returns Σ_v p (log p − log q) over the last axis of two arrays of log-probabilities. */
  public static NDArray divergence(NDArray logP, NDArray logQ) {
    return logP.exp().mul(logP.sub(logQ)).sum(new int[] {-1});
  }

  /**
   * Returns the log-distribution that predicts each response token // (batch * response,
   * vocabulary).
   */
  public static NDArray distributions(Decoder decoder, TokenBatch batch) {
    return decoder.logits(batch.predicting(decoder)).logSoftmax(-1);
  }

  /** Returns the log-distribution over the first tokens only // (batch * response, tokens). */
  private static NDArray distributions(Decoder decoder, TokenBatch batch, int tokens) {
    if (decoder.config().vocabulary() == tokens) {
      return distributions(decoder, batch);
    }
    NDArray logits = decoder.logits(batch.predicting(decoder));
    return logits.get(new NDIndex().addAllDim().addSliceDim(0, tokens)).logSoftmax(-1);
  }
}
