package org.attune.method;

import ai.djl.ndarray.NDArray;
import org.attune.util.InvalidInputException;

/**
 * Reward-weighted regression: supervised fine-tuning in which a response weighs exp(R/β) (OFFLINE
 * eq. 5).
 *
 * <p>With the paper's β = 5 and rewards within ±2.5 the weights lie between 0.61 and 1.65, which is
 * close to plain fine-tuning; a β near 1 tells responses apart.
 *
 * @param beta β, the temperature
 * @param largestWeight weights are cut at this value; the paper does not cut them
 * @param reduction how losses are averaged; a token mean divides by the plain number of tokens
 * @param config how long and how fast to train
 */
public record Rwr(double beta, double largestWeight, Reduction reduction, TrainingConfig config)
    implements Configurable<Rwr> {
  /** Checks β and the largest weight. */
  public Rwr {
    InvalidInputException.unless(
        beta > 0 && Double.isFinite(beta),
        "RWR's beta must be > 0, got %s; the paper uses 5, try 1 for stronger weights.",
        beta);
    InvalidInputException.unless(
        largestWeight > 0,
        "RWR's largest weight must be > 0, got %s; leave it infinite for the paper's form.",
        largestWeight);
  }

  /**
   * Weighs with β = 1. The paper's 5 ("for RWR, we set the β to 5") hardly tells responses apart in
   * a few hundred steps.
   */
  public Rwr() {
    this(1, Double.POSITIVE_INFINITY, Reduction.TOKEN_MEAN, TrainingConfig.small());
  }

  /** Returns OFFLINE §4.1's settings: β = 5, learning rate 5e-6, batch 128. */
  public static Rwr paper() {
    return new Rwr().beta(5).config(TrainingConfig.offlinePaper());
  }

  @Override
  public String name() {
    return "RWR";
  }

  @Override
  public NDArray loss(LossBatch batch) {
    NDArray weight =
        batch.rewards().div(batch.constant(beta)).exp(); // w = exp(R/β), no gradient  // (batch)
    if (largestWeight < Double.POSITIVE_INFINITY) {
      weight = weight.minimum((float) largestWeight);
    }
    return batch.policy().sum().neg().mul(weight); // −log π(y|x) · w, eq. 5  // (batch)
  }

  /** Returns this method with another temperature. */
  public Rwr beta(double beta) {
    return new Rwr(beta, largestWeight, reduction, config);
  }

  /** Returns this method with weights cut at a value. */
  public Rwr largestWeight(double weight) {
    return new Rwr(beta, weight, reduction, config);
  }

  /** Returns this method with another average. */
  public Rwr reduction(Reduction reduction) {
    return new Rwr(beta, largestWeight, reduction, config);
  }

  @Override
  public Rwr config(TrainingConfig config) {
    return new Rwr(beta, largestWeight, reduction, config);
  }
}
