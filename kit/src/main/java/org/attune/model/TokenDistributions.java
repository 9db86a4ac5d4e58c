package org.attune.model;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;

/**
 * A model's predictions before each response token: the token's log-probability and the whole
 * distribution.
 *
 * @param chosen log-probabilities of the response's tokens // (batch, time)
 * @param distributions log-probabilities of all tokens // (batch * time, vocabulary)
 */
public record TokenDistributions(TokenLogProbs chosen, NDArray distributions) {
  /** Reads a batch; gradients flow to the weights. */
  public static TokenDistributions of(Decoder decoder, TokenBatch batch) {
    NDManager manager = decoder.weights().manager();
    NDArray distributions = TokenScores.distributions(decoder, batch);
    NDArray chosen = distributions.gather(batch.targets(manager).reshape(-1, 1), 1);
    return new TokenDistributions(
        TokenLogProbs.masked(
            chosen.reshape(batch.size(), batch.longestResponse()), batch.mask(manager)),
        distributions);
  }

  /** Returns −Σ_v p(v) log p(v) before each token, zero on padding // (batch, time). */
  public NDArray entropy() {
    return masked(distributions.exp().mul(distributions).sum(new int[] {-1}).neg());
  }

  /** Returns Σ_v p(v) (log p(v) − log q(v)) before each token, zero on padding // (batch, time). */
  public NDArray divergence(TokenDistributions other) {
    return masked(TokenScores.divergence(distributions, other.distributions));
  }

  private NDArray masked(NDArray rows) {
    return rows.reshape(chosen.mask().getShape()).mul(chosen.mask());
  }
}
