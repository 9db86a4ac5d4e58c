package org.attune.model;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.DataType;

/**
 * The tokens that one model finds likely, to which another is confined: the smallest set whose
 * probability reaches p, before each token. Equals at the border stay.
 *
 * @param decoder whose probabilities decide
 * @param p the probability to reach, 1 leaves nothing out
 */
public record Nucleus(Decoder decoder, double p) {
  /**
   * Returns one where a token is inside and zero elsewhere.
   *
   * @param logProbs of this model // (rows, vocabulary)
   */
  public NDArray inside(NDArray logProbs) {
    if (p >= 1) {
      return logProbs.onesLike();
    }
    NDArray probabilities = logProbs.exp();
    NDArray sorted = probabilities.sort(-1).flip(-1); // most likely first
    NDArray before = sorted.cumSum(-1).sub(sorted); // of all that are likelier
    NDArray open = before.gte(p).toType(DataType.FLOAT32, false);
    NDArray outside = open.add(open); // 2 > any probability, so it is never the least one inside
    NDArray border = sorted.add(outside).min(new int[] {-1}, true); // (rows, 1)
    return probabilities.gte(border).toType(DataType.FLOAT32, false);
  }

  /**
   * Returns log π̂ of a batch's response tokens, where π̂ is a policy confined to this nucleus and
   * normalised again; gradients flow to the policy. A token that was written counts as inside, even
   * where the rounding of another batch puts it just outside.
   *
   * @param choices what the policy thought before each token
   */
  public TokenLogProbs of(TokenDistributions choices, TokenBatch batch) {
    NDManager manager = decoder.weights().manager();
    NDArray inside = inside(TokenScores.distributions(decoder, batch)); // (rows, vocabulary)
    NDArray written = inside.gather(batch.targets(manager).reshape(-1, 1), 1);
    NDArray missed = written.neg().add(1f).reshape(choices.chosen().values().getShape());
    NDArray kept = choices.distributions().exp().mul(inside).sum(new int[] {-1});
    NDArray raw = choices.chosen().values(); // (batch, time)
    NDArray mass = kept.reshape(raw.getShape()).add(raw.exp().mul(missed));
    return TokenLogProbs.masked(raw.sub(mass.log()), choices.chosen().mask());
  }
}
