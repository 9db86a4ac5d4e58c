package org.attune.method.online;

import org.attune.util.InvalidInputException;

/**
 * One sampled response, token by token, for a policy-gradient method; without padding, so every
 * array has the response's length.
 *
 * @param group responses with the same group answer the same prompt
 * @param score the reward of the whole response
 * @param logProbs log π(y_t | x, y_&lt;t) under the policy that sampled it
 * @param reference the same under the frozen reference
 * @param values the critic's V(x, y_&lt;t), all zero for methods without one
 */
public record Trajectory(
    int group, double score, double[] logProbs, double[] reference, double[] values) {
  /** Checks the lengths. */
  public Trajectory {
    InvalidInputException.unless(
        logProbs.length > 0
            && logProbs.length == reference.length
            && logProbs.length == values.length,
        "A sampled response has %d log-probabilities, %d of the reference and %d values; each token"
            + " needs one of each.",
        logProbs.length,
        reference.length,
        values.length);
    InvalidInputException.unless(
        Double.isFinite(score),
        "The reward of a sampled response is %s; a reward must be a finite number.",
        score);
  }

  /** Returns the number of tokens. */
  public int length() {
    return logProbs.length;
  }

  /** Returns log π(y|x) − log ref(y|x), the one-sample estimate (k1) of the response's KL. */
  public double logRatio() {
    double sum = 0;
    for (int t = 0; t < length(); t++) {
      sum += logProbs[t] - reference[t];
    }
    return sum;
  }

  /**
   * Returns the reward of each token: −coefficient · (log π − log ref) everywhere, and the score on
   * the last real token (Hu et al. 2023, arXiv 2308.12050, eq. 3; Yuan et al. 2023, arXiv
   * 2304.05302, eq. 6).
   */
  public double[] rewards(double coefficient) {
    double[] rewards = new double[length()];
    for (int t = 0; t < length(); t++) {
      rewards[t] = -coefficient * (logProbs[t] - reference[t]);
    }
    rewards[length() - 1] += score;
    return rewards;
  }

  /** Returns the whole response's reward: score − coefficient · (log π(y|x) − log ref(y|x)). */
  public double penalised(double coefficient) {
    return score - coefficient * logRatio();
  }
}
