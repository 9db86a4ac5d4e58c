package org.attune.method.online;

import org.attune.util.InvalidInputException;

/**
 * The KL-penalty coefficient β: fixed, or adapted to a target KL.
 *
 * <p>The target is in nats per <em>response</em>, summed over its tokens, as in Ziegler et al.
 * (2019, arXiv 1909.08593); libraries that use nats per token need other targets.
 *
 * @param coefficient the initial coefficient
 * @param target the target KL per response, or infinity for a fixed coefficient
 * @param horizon the number of responses over which the coefficient is corrected; 0 corrects by a
 *     tenth of the error each time, as RL4LMs does
 */
public record KlControl(double coefficient, double target, double horizon) {
  private static final double MOST_ERROR = 0.2;
  private static final double STEADY = 0.1;

  /** Checks the ranges. */
  public KlControl {
    InvalidInputException.unless(
        coefficient >= 0 && Double.isFinite(coefficient),
        "The KL coefficient must be >= 0, got %s; try 0.05.",
        coefficient);
    InvalidInputException.unless(
        target > 0, "The KL target must be > 0 nats per response, got %s; try 6.", target);
    InvalidInputException.unless(
        horizon >= 0 && Double.isFinite(horizon),
        "The KL horizon must be >= 0 responses, got %s; try 10000.",
        horizon);
  }

  /** Returns a fixed coefficient. */
  public static KlControl fixed(double coefficient) {
    return new KlControl(coefficient, Double.POSITIVE_INFINITY, 0);
  }

  /** Returns the adaptive controller of Ziegler et al. (2019), §2.2. */
  public static KlControl adaptive(double coefficient, double target, double horizon) {
    InvalidInputException.unless(
        horizon > 0, "An adaptive KL controller needs a horizon > 0, got %s; try 10000.", horizon);
    return new KlControl(coefficient, target, horizon);
  }

  /** Returns whether the coefficient is adaptive. */
  public boolean steers() {
    return Double.isFinite(target);
  }

  /**
   * Returns the coefficient after a rollout: it is multiplied by 1 + clip(KL / target − 1, ±0.2) ·
   * n / horizon.
   *
   * @param now the coefficient of the rollout
   * @param kl its mean KL per response
   * @param responses n, its number of responses
   */
  public double after(double now, double kl, int responses) {
    if (!steers()) {
      return now;
    }
    double error = Math.max(-MOST_ERROR, Math.min(MOST_ERROR, kl / target - 1));
    return now * (1 + error * (horizon == 0 ? STEADY : responses / horizon));
  }

  @Override
  public String toString() {
    return steers()
        ? "KL coefficient from " + coefficient + " to a target of " + target + " nats per response"
        : "KL coefficient " + coefficient;
  }
}
