package org.attune.engine;

import ai.djl.ndarray.NDArray;

/** Numerically stable functions shared by the losses. */
public final class StableMath {
  /** Far below every log-probability, and still a finite 32-bit number. */
  private static final double FAR_BELOW = -1e30;

  /** The smallest probability of failure that a 32-bit log-probability can express. */
  private static final double LEAST = 1e-7;

  private StableMath() {}

  /**
   * Returns log(1 + e^x) as max(x, 0) + log(1 + e^−|x|).
   *
   * <p>The maximum splits its gradient between equal operands, so the slope at 0, where a policy
   * that equals its reference starts, is ½ as it should be. The zero must be a PyTorch tensor,
   * since the backward pass reads both operands again.
   */
  public static NDArray softplus(NDArray x) {
    return hinge(x).add(x.abs().neg().exp().add(1f).log());
  }

  /** Returns −log σ(x). */
  public static NDArray minusLogSigmoid(NDArray x) {
    return softplus(x.neg());
  }

  /** Returns max(0, x). */
  public static NDArray hinge(NDArray x) {
    return x.maximum(PyTorch.constant(x.getManager(), 0));
  }

  /**
   * Returns log Σ exp(x) over the last axis, over the entries where the mask is one; each row has
   * at least one of them.
   */
  public static NDArray logSumExp(NDArray x, NDArray mask) {
    NDArray outside = mask.neg().add(1f).mul(PyTorch.constant(x.getManager(), FAR_BELOW));
    NDArray masked = x.mul(mask).add(outside);
    NDArray largest = masked.max(new int[] {-1}, true).stopGradient();
    return masked.sub(largest).exp().sum(new int[] {-1}).log().add(largest.squeeze(-1));
  }

  /**
   * Returns log(1 − e^a) for a &lt; 0.
   *
   * <p>Near zero 1 − e^a loses precision, so for |a| up to 1 it is computed as 2 e^(a/2)
   * sinh(−a/2), and otherwise as written; in each range the other form is constant.
   */
  public static NDArray logOneMinusExp(NDArray a) {
    var manager = a.getManager();
    NDArray one = PyTorch.constant(manager, 1);
    NDArray distance = a.neg().maximum(PyTorch.constant(manager, LEAST));
    NDArray half = distance.minimum(one).mul(PyTorch.constant(manager, 0.5));
    NDArray near = half.sinh().mul(PyTorch.constant(manager, 2)).log().sub(half);
    NDArray far = distance.maximum(one).neg().exp().neg().add(1f).log();
    return near.add(far).sub(one.neg().exp().neg().add(1f).log());
  }
}
