package org.attune.method;

import ai.djl.ndarray.NDArray;
import org.attune.engine.StableMath;
import org.attune.util.InvalidInputException;

/**
 * Odds-ratio preference optimisation: imitation of the chosen response and a logistic loss on the
 * odds ratio of both responses, without a reference (Hong et al. 2024, arXiv 2403.07691).
 *
 * <p>Both terms use mean log-probabilities over tokens. Implementations differ in the first: one
 * library includes the prompt's tokens; here, as in the paper, only the response counts.
 *
 * @param lambda λ, the weight of the odds ratio
 * @param pairs how pairs are formed from more than two responses
 * @param config the training configuration
 */
public record Orpo(double lambda, PairRule pairs, TrainingConfig config) implements Pairwise<Orpo> {
  /** Checks the weight. */
  public Orpo {
    InvalidInputException.unless(
        lambda >= 0 && Double.isFinite(lambda),
        "ORPO's lambda must be >= 0, got %s; try 1.",
        lambda);
  }

  /**
   * Uses λ = 1, because with the 0.1 of large models a small model does little but imitate, and a
   * configuration between those of imitation and comparison.
   */
  public Orpo() {
    this(1, PairRule.BEST_WORST, TrainingConfig.small());
  }

  @Override
  public String name() {
    return "ORPO";
  }

  /** Returns the rule for odds ratios: no reference holds the policy back, and it also imitates. */
  @Override
  public LearningRateRule learningRateRule() {
    return LearningRateRule.ODDS_RATIO;
  }

  @Override
  public NDArray loss(LossBatch batch) {
    NDArray mean = batch.policy().mean(); // log p  // (rows)
    NDArray odds = mean.sub(StableMath.logOneMinusExp(mean)); // log p/(1 − p)  // (rows)
    NDArray ratio = batch.chosen(odds).sub(batch.rejected(odds));
    return StableMath.minusLogSigmoid(ratio)
        .mul(batch.constant(lambda))
        .sub(batch.chosen(mean)); // − log p_w − λ log σ(log odds ratio)  // (pairs)
  }

  /** Returns this method with another weight of the odds ratio. */
  public Orpo lambda(double lambda) {
    return new Orpo(lambda, pairs, config);
  }

  @Override
  public Orpo pairs(PairRule rule) {
    return new Orpo(lambda, rule, config);
  }

  @Override
  public Orpo config(TrainingConfig config) {
    return new Orpo(lambda, pairs, config);
  }
}
