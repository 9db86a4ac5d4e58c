package org.attune.method;

import ai.djl.ndarray.NDArray;
import java.util.Set;
import org.attune.engine.StableMath;
import org.attune.util.InvalidInputException;

/**
 * Discovered preference optimisation: a blend of DPO's logistic loss and an exponential one, which
 * a language model proposed (Lu et al. 2024, arXiv 2406.08414, eq. 5).
 *
 * <p>The loss is not convex: where the labels have already won clearly, it rises a little again.
 *
 * @param beta β, the KL-penalty strength
 * @param tau τ, the temperature of the blend
 * @param pairs how pairs are formed from more than two responses
 * @param config the training configuration
 */
public record DiscoPop(double beta, double tau, PairRule pairs, TrainingConfig config)
    implements Configurable<DiscoPop> {
  /** Checks the hyper-parameters. */
  public DiscoPop {
    InvalidInputException.unless(
        beta > 0 && Double.isFinite(beta), "DiscoPOP's beta must be > 0, got %s; try 0.1.", beta);
    InvalidInputException.unless(
        tau > 0 && Double.isFinite(tau), "DiscoPOP's tau must be > 0, got %s; try 0.05.", tau);
  }

  /** Uses the paper's β = 0.05 and τ = 0.05 and a configuration for small models. */
  public DiscoPop() {
    this(0.05, 0.05, PairRule.BEST_WORST, TrainingConfig.small());
  }

  @Override
  public String name() {
    return "DiscoPOP";
  }

  @Override
  public PairRule grouping() {
    return pairs;
  }

  @Override
  public Set<Requirement> requirements() {
    return Set.of(Requirement.REFERENCE);
  }

  @Override
  public Reduction reduction() {
    return Reduction.SEQUENCE_MEAN;
  }

  @Override
  public NDArray loss(LossBatch batch) {
    NDArray ratio = batch.logRatio(); // h  // (rows)
    NDArray z = batch.chosen(ratio).sub(batch.rejected(ratio)).mul(batch.constant(beta));
    NDArray blend = z.mul(batch.constant(1 / tau));
    NDArray logistic = StableMath.minusLogSigmoid(z).mul(sigmoid(blend.neg()));
    NDArray exponential = z.neg().exp().mul(sigmoid(blend));
    return logistic.add(exponential); // (1 − σ(z/τ)) log(1 + e^−z) + σ(z/τ) e^−z, eq. 5  // (pairs)
  }

  private static NDArray sigmoid(NDArray x) {
    return StableMath.minusLogSigmoid(x).neg().exp(); // (pairs)
  }

  /** Returns this method with another β. */
  public DiscoPop beta(double beta) {
    return new DiscoPop(beta, tau, pairs, config);
  }

  /** Returns this method with another τ. */
  public DiscoPop tau(double tau) {
    return new DiscoPop(beta, tau, pairs, config);
  }

  /** Returns this method with another rule for forming pairs. */
  public DiscoPop pairs(PairRule rule) {
    return new DiscoPop(beta, tau, rule, config);
  }

  @Override
  public DiscoPop config(TrainingConfig config) {
    return new DiscoPop(beta, tau, pairs, config);
  }
}
