package org.attune.method;

import ai.djl.ndarray.NDArray;
import org.attune.model.Native;
import org.attune.model.TokenLogProbs;

/**
 * What a loss sees of a batch of labelled examples; it never sees logits or weights.
 *
 * @param policy log-probabilities of the responses under the policy in training, with gradients
 * @param rewards normalised rewards, without gradients // (batch)
 */
public record Scored(TokenLogProbs policy, NDArray rewards) {
  /** Returns a number that may stand in the differentiated expression. */
  public NDArray constant(double value) {
    return Native.constant(rewards.getManager(), value);
  }
}
