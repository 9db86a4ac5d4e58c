package org.attune.model;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.index.NDIndex;

/**
 * A model's predictions before each response token: the token's log-probability and the whole
 * distribution.
 *
 * @param logProbs log-probabilities of the response's tokens // (batch, time)
 * @param distributions log-probabilities of all tokens // (batch * time, vocabulary)
 */
public record TokenDistributions(TokenLogProbs logProbs, NDArray distributions) {
  /** Reads a batch; gradients flow to the weights. */
  public static TokenDistributions of(Decoder decoder, TokenBatch batch) {
    NDManager manager = decoder.weights().manager();
    NDArray distributions = logDistributions(decoder, batch);
    NDArray chosen = distributions.gather(batch.targets(manager).reshape(-1, 1), 1);
    return new TokenDistributions(
        TokenLogProbs.masked(
            chosen.reshape(batch.size(), batch.longestResponse()), batch.mask(manager)),
        distributions);
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
    NDArray logP = logDistributions(policy, policyBatch, both);
    NDArray logQ = logDistributions(reference, referenceBatch, both);
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
  public static NDArray logDistributions(Decoder decoder, TokenBatch batch) {
    return decoder.logits(batch.predicting(decoder)).logSoftmax(-1);
  }

  /** Returns the log-distribution over the first tokens only // (batch * response, tokens). */
  private static NDArray logDistributions(Decoder decoder, TokenBatch batch, int tokens) {
    if (decoder.config().vocabulary() == tokens) {
      return logDistributions(decoder, batch);
    }
    NDArray logits = decoder.logits(batch.predicting(decoder));
    return logits.get(new NDIndex().addAllDim().addSliceDim(0, tokens)).logSoftmax(-1);
  }

  /** Returns −Σ_v p(v) log p(v) before each token, zero on padding // (batch, time). */
  public NDArray entropy() {
    return masked(distributions.exp().mul(distributions).sum(new int[] {-1}).neg());
  }

  /** Returns Σ_v p(v) (log p(v) − log q(v)) before each token, zero on padding // (batch, time). */
  public NDArray divergence(TokenDistributions other) {
    return masked(divergence(distributions, other.distributions));
  }

  private NDArray masked(NDArray rows) {
    return rows.reshape(logProbs.mask().getShape()).mul(logProbs.mask());
  }
}
