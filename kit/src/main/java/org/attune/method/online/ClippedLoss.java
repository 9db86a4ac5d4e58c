package org.attune.method.online;

import ai.djl.ndarray.NDArray;
import org.attune.engine.PyTorch;

/**
 * The clipped losses of proximal policy optimisation (Schulman et al. 2017, arXiv 1707.06347),
 * token by token.
 */
public final class ClippedLoss {
  private ClippedLoss() {}

  /**
   * Returns max(−A ρ, −A clip(ρ, 1 − ε, 1 + ε)) // (rows, time).
   *
   * @param ratio ρ = π/π_old // (rows, time)
   * @param advantages A // (rows, time)
   * @param epsilon ε
   */
  public static NDArray policy(NDArray ratio, NDArray advantages, double epsilon) {
    return policy(ratio, advantages, epsilon, epsilon);
  }

  /**
   * Returns max(−A ρ, −A clip(ρ, 1 − low, 1 + high)), in the shape of the input.
   *
   * @param ratio ρ = π/π_old // (rows, time) or, of whole responses, (rows)
   * @param advantages A, in the same shape
   * @param low ε below 1
   * @param high ε above 1
   */
  public static NDArray policy(NDArray ratio, NDArray advantages, double low, double high) {
    var manager = ratio.getManager();
    NDArray lowest = PyTorch.constant(manager, 1 - low);
    NDArray highest = PyTorch.constant(manager, 1 + high);
    NDArray cost = advantages.neg();
    return cost.mul(ratio).maximum(cost.mul(ratio.maximum(lowest).minimum(highest)));
  }

  /**
   * Returns ½ max((V − R)², (clip(V, V_old ± ε) − R)²) // (rows, time).
   *
   * @param values V // (rows, time)
   * @param old V_old // (rows, time)
   * @param returns R // (rows, time)
   * @param epsilon ε; infinity gives ½ (V − R)²
   */
  public static NDArray value(NDArray values, NDArray old, NDArray returns, double epsilon) {
    var manager = values.getManager();
    NDArray half = PyTorch.constant(manager, 0.5);
    NDArray error = values.sub(returns);
    if (Double.isInfinite(epsilon)) {
      return error.mul(error).mul(half);
    }
    NDArray lowest = old.sub((float) epsilon);
    NDArray highest = old.add((float) epsilon);
    NDArray held = values.maximum(lowest).minimum(highest).sub(returns);
    return error.mul(error).maximum(held.mul(held)).mul(half);
  }
}
