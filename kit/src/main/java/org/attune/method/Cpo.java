package org.attune.method;

import ai.djl.ndarray.NDArray;
import org.attune.engine.StableMath;
import org.attune.util.InvalidInputException;

/**
 * Contrastive preference optimisation: DPO's loss without the reference, and imitation of the
 * chosen response in its place (Xu et al. 2024, arXiv 2401.08417).
 *
 * <p>The comparison sums over tokens and the imitation takes their mean, as the authors' code does.
 *
 * @param beta β, the scale of the log-probabilities
 * @param alpha α, the weight of imitation, TRL's {@code cpo_alpha}
 * @param pairs how pairs are formed from more than two responses
 * @param config the training configuration
 */
public record Cpo(double beta, double alpha, PairRule pairs, TrainingConfig config)
    implements Pairwise<Cpo> {
  /** Checks the hyper-parameters. */
  public Cpo {
    InvalidInputException.unless(
        beta > 0 && Double.isFinite(beta), "CPO's beta must be > 0, got %s; try 0.1.", beta);
    InvalidInputException.unless(
        alpha >= 0 && Double.isFinite(alpha), "CPO's alpha must be >= 0, got %s; try 1.", alpha);
  }

  /** Uses β = 0.1, α = 1 and a configuration for small models. */
  public Cpo() {
    this(0.1, 1, PairRule.BEST_WORST, TrainingConfig.small());
  }

  @Override
  public String name() {
    return "CPO";
  }

  /** Returns the rule for methods that imitate and compare without a reference. */
  @Override
  public LearningRateRule learningRateRule() {
    return LearningRateRule.ODDS_RATIO;
  }

  @Override
  public NDArray loss(LossBatch batch) {
    NDArray sums = batch.policy().sum(); // log π(y|x)  // (rows)
    NDArray kept = batch.chosen(batch.policy().mean()).mul(batch.constant(alpha));
    return StableMath.minusLogSigmoid(
            batch.chosen(sums).sub(batch.rejected(sums)).mul(batch.constant(beta)))
        .sub(kept); // −log σ(β (log π(y_w) − log π(y_l))) − α log π(y_w) / |y_w|  // (pairs)
  }

  /** Returns this method with another β. */
  public Cpo beta(double beta) {
    return new Cpo(beta, alpha, pairs, config);
  }

  /** Returns this method with another weight of imitation. */
  public Cpo alpha(double alpha) {
    return new Cpo(beta, alpha, pairs, config);
  }

  @Override
  public Cpo pairs(PairRule rule) {
    return new Cpo(beta, alpha, rule, config);
  }

  @Override
  public Cpo config(TrainingConfig config) {
    return new Cpo(beta, alpha, pairs, config);
  }
}
