package org.attune.method.online;

import ai.djl.ndarray.NDArray;
import org.attune.engine.PyTorch;
import org.attune.model.TokenLogProbs;

/**
 * The view of a mini-batch that a policy-gradient loss receives; all arrays are zero on padding.
 *
 * @param policy log-probabilities under the policy in training, with gradients
 * @param old the same under the policy that sampled // (rows, time)
 * @param reference the same under the frozen reference // (rows, time)
 * @param advantages the advantages of the tokens // (rows, time)
 * @param coefficient the KL coefficient
 */
public record PolicyGradientBatch(
    TokenLogProbs policy, NDArray old, NDArray reference, NDArray advantages, double coefficient) {
  /** The rounding error of a log-probability in 32 bits, in nats. */
  private static final float ROUNDING = 1e-5f;

  /** Returns π/π_old of each token, one on padding; gradients flow // (rows, time). */
  public NDArray ratio() {
    return moved().exp();
  }

  /** Returns log π − log π_old of each token, zero on padding; gradients flow // (rows, time). */
  public NDArray moved() {
    return policy.values().sub(old).mul(policy.mask());
  }

  /**
   * Returns log ref − log π of each token, exactly zero where the difference is within the rounding
   * error between passes of different shapes; gradients flow // (rows, time).
   */
  public NDArray behind() {
    NDArray difference = reference.sub(policy.values());
    NDArray real = difference.abs().gt(ROUNDING).toType(difference.getDataType(), false);
    return difference.mul(real.stopGradient());
  }

  /** Returns k3 of each token, the estimate of KL(π‖ref); gradients flow // (rows, time). */
  public NDArray k3() {
    NDArray behind = behind();
    return behind.exp().sub(behind).sub(1f);
  }

  /** Returns a constant for use in the differentiated expression. */
  public NDArray constant(double value) {
    return PyTorch.constant(old.getManager(), value);
  }

  /** Returns the sum over each response's tokens, excluding padding // (rows). */
  public NDArray sum(NDArray tokens) {
    return tokens.mul(policy.mask()).sum(new int[] {1});
  }

  /** Returns the mean over each response's tokens, excluding padding // (rows). */
  public NDArray mean(NDArray tokens) {
    return sum(tokens).div(policy.tokens().maximum(constant(1)));
  }
}
