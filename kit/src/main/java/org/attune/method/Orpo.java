package org.attune.method;

import ai.djl.ndarray.NDArray;
import org.attune.util.InvalidInputException;

/**
 * Odds-ratio preference optimisation: imitation of the chosen response and a logistic loss on the
 * ratio of both responses' odds, without a reference (Hong et al. 2024).
 *
 * <p>Probabilities are means over tokens in both terms. Public code differs in the first: one
 * program counts the prompt's tokens too; here, as in the paper, the response alone counts.
 *
 * @param lambda λ, the weight of the odds ratio
 * @param pairs how pairs are cut from more than two responses
 * @param config how long and how fast to train
 */
public record Orpo(double lambda, PairRule pairs, TrainingConfig config)
    implements Configurable<Orpo> {
  /** Checks the weight. */
  public Orpo {
    InvalidInputException.unless(
        lambda >= 0 && Double.isFinite(lambda),
        "ORPO's lambda must be >= 0, got %s; try 1.",
        lambda);
  }

  /**
   * λ = 1, because with the 0.1 that large models take a small one does little but imitate; and a
   * plan between that of imitation and that of comparison.
   */
  public Orpo() {
    this(1, PairRule.BEST_WORST, TrainingConfig.small());
  }

  @Override
  public String name() {
    return "ORPO";
  }

  @Override
  public PairRule cut() {
    return pairs;
  }

  @Override
  public Reduction reduction() {
    return Reduction.SEQUENCE_MEAN;
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

  /** Returns this method with pairs cut by another rule. */
  public Orpo pairs(PairRule rule) {
    return new Orpo(lambda, rule, config);
  }

  @Override
  public Orpo config(TrainingConfig config) {
    return new Orpo(lambda, pairs, config);
  }
}
