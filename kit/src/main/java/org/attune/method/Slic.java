package org.attune.method;

import ai.djl.ndarray.NDArray;
import java.util.List;
import java.util.stream.Stream;
import org.attune.engine.StableMath;
import org.attune.util.InvalidInputException;

/**
 * Sequence likelihood calibration: a hinge between the log-probabilities of a pair, summed over
 * tokens and without a reference, and the likelihood of a target as regulariser (Zhao et al. 2023,
 * arXiv 2305.10425; Santos, “Aligning Language Models with Human Feedback without Reinforcement
 * Learning”, thesis proposal, eq. 14).
 *
 * <p>Implementations differ: the "hinge" of one library subtracts the reference and has no target,
 * which is {@link Gpo} with a hinge; another is this loss times a factor, with the target's weight
 * fixed at 1.
 *
 * @param delta δ, the margin in nats
 * @param lambda λ, the weight of the target's likelihood
 * @param target the response used as target
 * @param pairs how pairs are formed from more than two responses
 * @param config the training configuration
 */
public record Slic(
    double delta, double lambda, Target target, PairRule pairs, TrainingConfig config)
    implements Pairwise<Slic> {
  /** The regularising target y_ref. */
  public enum Target {
    /** The better response of the pair. */
    CHOSEN,
    /** The best response of the whole group, as in SFT. */
    GROUP_BEST
  }

  /** Checks the margin and the weight. */
  public Slic {
    InvalidInputException.unless(
        delta >= 0 && Double.isFinite(delta), "SLiC's delta must be >= 0, got %s; try 1.", delta);
    InvalidInputException.unless(
        lambda >= 0 && Double.isFinite(lambda),
        "SLiC's lambda must be >= 0, got %s; try 0.1.",
        lambda);
  }

  /**
   * Uses δ = 1 and λ = 0.1 on the chosen response, as public code does, and a configuration for
   * small models.
   */
  public Slic() {
    this(1, 0.1, Target.CHOSEN, PairRule.BEST_WORST, TrainingConfig.small());
  }

  @Override
  public String name() {
    return "SLiC";
  }

  /** Returns the rule without a reference, which would hold the policy back. */
  @Override
  public LearningRateRule learningRateRule() {
    return LearningRateRule.REFERENCE_FREE;
  }

  @Override
  public Grouping grouping() {
    if (target == Target.CHOSEN) {
      return pairs;
    }
    return rewards -> {
      int best = Grouping.bestFirst(rewards).get(0);
      return pairs.examples(rewards).stream()
          .map(pair -> Stream.concat(pair.stream(), Stream.of(best)).toList())
          .map(List::copyOf)
          .toList();
    };
  }

  @Override
  public NDArray loss(LossBatch batch) {
    NDArray sums = batch.policy().sum(); // log π(y|x)  // (rows)
    NDArray chosen = batch.chosen(sums);
    NDArray calibration =
        StableMath.hinge(
            batch
                .rejected(sums)
                .sub(chosen)
                .add((float) delta)); // max(0, δ − log π(y_w) + log π(y_l))  // (pairs)
    NDArray kept = target == Target.CHOSEN ? chosen : batch.member(sums, 2);
    return calibration.sub(kept.mul(batch.constant(lambda))); // − λ log π(y_ref), eq. 14
  }

  /** Returns this method with another margin. */
  public Slic delta(double delta) {
    return new Slic(delta, lambda, target, pairs, config);
  }

  /** Returns this method with another weight of the target. */
  public Slic lambda(double lambda) {
    return new Slic(delta, lambda, target, pairs, config);
  }

  /** Returns this method with another target. */
  public Slic target(Target target) {
    return new Slic(delta, lambda, target, pairs, config);
  }

  @Override
  public Slic pairs(PairRule rule) {
    return new Slic(delta, lambda, target, rule, config);
  }

  @Override
  public Slic config(TrainingConfig config) {
    return new Slic(delta, lambda, target, pairs, config);
  }
}
