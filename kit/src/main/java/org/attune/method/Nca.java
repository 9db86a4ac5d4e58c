package org.attune.method;

import ai.djl.ndarray.NDArray;
import java.util.Set;
import org.attune.engine.StableMath;
import org.attune.util.InvalidInputException;

/**
 * Noise-contrastive alignment of a pair: a logistic loss on the log-ratio of each response instead
 * of on their difference, so that the chosen response does not lose likelihood (Chen et al. 2024,
 * arXiv 2402.05369).
 *
 * @param beta β, the KL-penalty strength
 * @param pairs how pairs are formed from more than two responses
 * @param config the training configuration
 */
public record Nca(double beta, PairRule pairs, TrainingConfig config) implements Pairwise<Nca> {
  /** Checks β. */
  public Nca {
    InvalidInputException.unless(
        beta > 0 && Double.isFinite(beta), "NCA's beta must be > 0, got %s; try 0.1.", beta);
  }

  /** Uses β = 0.1 and a configuration for small models. */
  public Nca() {
    this(0.1, PairRule.BEST_WORST, TrainingConfig.small());
  }

  @Override
  public String name() {
    return "NCA";
  }

  @Override
  public Set<Requirement> requirements() {
    return Set.of(Requirement.REFERENCE);
  }

  @Override
  public NDArray loss(LossBatch batch) {
    NDArray reward = batch.logRatio().mul(batch.constant(beta)); // r = β h  // (rows)
    NDArray chosen = batch.chosen(reward);
    NDArray both = StableMath.softplus(chosen).add(StableMath.softplus(batch.rejected(reward)));
    return StableMath.minusLogSigmoid(chosen)
        .add(both.mul(batch.constant(0.5))); // −log σ(r_w) − ½ log σ(−r_w) − ½ log σ(−r_l)
  }

  /** Returns this method with another β. */
  public Nca beta(double beta) {
    return new Nca(beta, pairs, config);
  }

  @Override
  public Nca pairs(PairRule rule) {
    return new Nca(beta, rule, config);
  }

  @Override
  public Nca config(TrainingConfig config) {
    return new Nca(beta, pairs, config);
  }
}
