package org.attune.method;

import ai.djl.ndarray.NDArray;
import org.attune.util.InvalidInputException;

/**
 * Reward-weighted regression: supervised fine-tuning with each response weighted by exp(R/β) (Hu et
 * al. 2023, arXiv 2308.12050, eq. 5).
 *
 * <p>With the paper's β = 5 and rewards within ±2.5 the weights lie between 0.61 and 1.65, which is
 * close to plain fine-tuning; a β near 1 separates responses more.
 *
 * @param beta β, the temperature
 * @param largestWeight weights are clipped at this value; the paper does not clip them
 * @param reduction how losses are averaged; a token mean divides by the unweighted number of tokens
 * @param config the training configuration
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
   * Uses β = 1. The paper's 5 ("for RWR, we set the β to 5") hardly separates responses in a few
   * hundred steps.
   */
  public Rwr() {
    this(1, Double.POSITIVE_INFINITY, Reduction.TOKEN_MEAN, TrainingConfig.small());
  }

  /** Returns the settings of Hu et al. (§4.1): β = 5, learning rate 5e-6, batch 128. */
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

  /** Returns this method with weights clipped at a value. */
  public Rwr largestWeight(double weight) {
    return new Rwr(beta, weight, reduction, config);
  }

  /** Returns this method with another reduction. */
  public Rwr reduction(Reduction reduction) {
    return new Rwr(beta, largestWeight, reduction, config);
  }

  @Override
  public Rwr config(TrainingConfig config) {
    return new Rwr(beta, largestWeight, reduction, config);
  }
}
