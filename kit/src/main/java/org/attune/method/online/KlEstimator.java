package org.attune.method.online;

/** Estimates of KL(π‖ref) from tokens that π sampled, given log π − log ref of one of them. */
public enum KlEstimator {
  /** log π − log ref: unbiased, and below zero for half of the tokens. */
  K1 {
    @Override
    public double of(double logRatio) {
      return logRatio;
    }
  },
  /** ½ (log π − log ref)²: never negative, slightly biased. */
  K2 {
    @Override
    public double of(double logRatio) {
      return logRatio * logRatio / 2;
    }
  },
  /** ref/π − 1 + log π − log ref: never negative and unbiased. */
  K3 {
    @Override
    public double of(double logRatio) {
      // For small ratios exp(x) − 1 loses precision; expm1 does not.
      return Math.expm1(-logRatio) + logRatio;
    }
  };

  /** Returns the estimate of one token. */
  public abstract double of(double logRatio);

  /** Returns the sum over a response's tokens. */
  public double sum(Trajectory response) {
    double sum = 0;
    for (int t = 0; t < response.length(); t++) {
      sum += of(response.logProbs()[t] - response.reference()[t]);
    }
    return sum;
  }
}
