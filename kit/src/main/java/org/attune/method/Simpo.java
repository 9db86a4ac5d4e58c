package org.attune.method;

import ai.djl.ndarray.NDArray;
import org.attune.engine.StableMath;
import org.attune.util.InvalidInputException;

/**
 * Simple preference optimisation: a logistic loss on the difference of two mean log-probabilities,
 * with a margin and without a reference (Meng et al. 2024, arXiv 2405.14734).
 *
 * <p>β is an order of magnitude larger than DPO's, because token means are that much smaller than
 * sums; libraries that default to 0.1 use DPO's value.
 *
 * @param beta β, the scale of the difference
 * @param gamma γ, the margin after scaling by β
 * @param pairs how pairs are formed from more than two responses
 * @param config the training configuration
 */
public record Simpo(double beta, double gamma, PairRule pairs, TrainingConfig config)
    implements Pairwise<Simpo> {
  /** Checks β and γ. */
  public Simpo {
    InvalidInputException.unless(
        beta > 0 && Double.isFinite(beta), "SimPO's beta must be > 0, got %s; try 2.", beta);
    InvalidInputException.unless(
        gamma >= 0 && Double.isFinite(gamma), "SimPO's gamma must be >= 0, got %s; try 1.", gamma);
  }

  /** Uses β = 2, γ = 1 and a configuration for small models. */
  public Simpo() {
    this(2, 1, PairRule.BEST_WORST, TrainingConfig.small());
  }

  @Override
  public String name() {
    return "SimPO";
  }

  /** Returns the rule without a reference, which would hold the policy back. */
  @Override
  public LearningRateRule learningRateRule() {
    return LearningRateRule.REFERENCE_FREE;
  }

  @Override
  public NDArray loss(LossBatch batch) {
    NDArray mean = batch.policy().mean(); // log π(y|x) / |y|  // (rows)
    return StableMath.minusLogSigmoid(
        batch
            .chosen(mean)
            .sub(batch.rejected(mean))
            .mul(batch.constant(beta))
            .sub((float) gamma)); // −log σ(β (m_w − m_l) − γ)  // (pairs)
  }

  /** Returns this method with another β. */
  public Simpo beta(double beta) {
    return new Simpo(beta, gamma, pairs, config);
  }

  /** Returns this method with another margin. */
  public Simpo gamma(double gamma) {
    return new Simpo(beta, gamma, pairs, config);
  }

  @Override
  public Simpo pairs(PairRule rule) {
    return new Simpo(beta, gamma, rule, config);
  }

  @Override
  public Simpo config(TrainingConfig config) {
    return new Simpo(beta, gamma, pairs, config);
  }
}
