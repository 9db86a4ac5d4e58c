package org.attune.method.online;

import org.attune.util.InvalidInputException;

/**
 * Generalised advantage estimation (Schulman et al. 2016, arXiv 1506.02438): δ_t = r_t + γ V_{t+1}
 * − V_t, A_t = δ_t + γ λ A_{t+1}; after the last token V is zero.
 *
 * @param gamma γ, the discount factor; 1 for no discounting
 * @param lambda λ, from 0 (rely on the critic) to 1 (rely on the rewards)
 */
public record Gae(double gamma, double lambda) {
  /** Checks the ranges. */
  public Gae {
    InvalidInputException.unless(
        gamma >= 0 && gamma <= 1, "gamma must lie in [0, 1], got %s; try 1.", gamma);
    InvalidInputException.unless(
        lambda >= 0 && lambda <= 1, "lambda must lie in [0, 1], got %s; try 0.95.", lambda);
  }

  /** Returns the advantages A_t and the returns A_t + V_t of one response's tokens. */
  public Advantages of(double[] rewards, double[] values) {
    int length = rewards.length;
    double[] advantages = new double[length];
    double[] returns = new double[length];
    double later = 0;
    for (int t = length - 1; t >= 0; t--) {
      double next = t + 1 < length ? values[t + 1] : 0;
      double delta = rewards[t] + gamma * next - values[t];
      later = delta + gamma * lambda * later;
      advantages[t] = later;
      returns[t] = later + values[t];
    }
    return new Advantages(advantages, returns);
  }
}
