package org.attune.model;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.DataType;

/**
 * The nucleus of one model, to which another is restricted: before each token, the smallest set of
 * tokens whose probability reaches p. Ties at the threshold are kept.
 *
 * @param decoder the model whose probabilities decide
 * @param p the probability to reach; 1 keeps all tokens
 */
public record Nucleus(Decoder decoder, double p) {
  /**
   * Returns one for tokens inside the nucleus and zero elsewhere.
   *
   * @param logProbs log-probabilities of this model // (rows, vocabulary)
   */
  public NDArray inside(NDArray logProbs) {
    if (p >= 1) {
      return logProbs.onesLike();
    }
    NDArray probabilities = logProbs.exp();
    NDArray sorted = probabilities.sort(-1).flip(-1); // most likely first
    NDArray before = sorted.cumSum(-1).sub(sorted); // cumulative probability of all likelier tokens
    NDArray open = before.gte(p).toType(DataType.FLOAT32, false);
    NDArray outside =
        open.add(open); // 2 exceeds any probability, so it is never the minimum inside
    NDArray border = sorted.add(outside).min(new int[] {-1}, true); // (rows, 1)
    return probabilities.gte(border).toType(DataType.FLOAT32, false);
  }

  /**
   * Returns log π̂ of a batch's response tokens, where π̂ is a policy restricted to this nucleus
   * and renormalised; gradients flow to the policy. A response's token counts as inside, even where
   * rounding in another batch puts it just outside.
   *
   * @param choices the policy's distribution before each token
   */
  public TokenLogProbs of(TokenDistributions choices, TokenBatch batch) {
    NDManager manager = decoder.weights().manager();
    NDArray inside =
        inside(TokenDistributions.logDistributions(decoder, batch)); // (rows, vocabulary)
    NDArray written = inside.gather(batch.targets(manager).reshape(-1, 1), 1);
    NDArray missed = written.neg().add(1f).reshape(choices.logProbs().values().getShape());
    NDArray kept = choices.distributions().exp().mul(inside).sum(new int[] {-1});
    NDArray raw = choices.logProbs().values(); // (batch, time)
    NDArray mass = kept.reshape(raw.getShape()).add(raw.exp().mul(missed));
    return TokenLogProbs.masked(raw.sub(mass.log()), choices.logProbs().mask());
  }
}
