package org.attune.reward;

import ai.djl.ndarray.NDArray;
import org.attune.engine.PyTorch;
import org.attune.engine.StableMath;

/**
 * The loss of a pairwise preference model, the same for both orders of a pair (Tang et al. 2024,
 * arXiv 2405.08448, eq. 5): −½ log p(x, y_w, y_l) − ½ log(1 − p(x, y_l, y_w)), with p = σ(z).
 */
public final class PairwiseLoss {
  private PairwiseLoss() {}

  /**
   * Returns the loss of each pair // (pairs).
   *
   * @param winnerFirst z(x, y_w, y_l) // (pairs)
   * @param loserFirst z(x, y_l, y_w) // (pairs)
   */
  public static NDArray of(NDArray winnerFirst, NDArray loserFirst) {
    // log(1 − σ(z)) is −softplus(z), which does not overflow for large z.
    return StableMath.softplus(winnerFirst.neg())
        .add(StableMath.softplus(loserFirst))
        .mul(PyTorch.constant(winnerFirst.getManager(), 0.5));
  }

  /**
   * Returns p(x, a, b) − p(x, b, a), which is positive if a is preferred; a model that always
   * prefers the first response gets zero (Tang et al., App. A.2).
   *
   * @param firstOrder z(x, a, b)
   * @param secondOrder z(x, b, a)
   */
  public static double decision(double firstOrder, double secondOrder) {
    return sigmoid(firstOrder) - sigmoid(secondOrder);
  }

  private static double sigmoid(double z) {
    return 1 / (1 + Math.exp(-z));
  }
}
