package org.attune.method;

import ai.djl.ndarray.NDArray;
import java.util.Set;
import org.attune.engine.StableMath;
import org.attune.util.InvalidInputException;

/**
 * Efficient exact optimisation: the reverse KL divergence from the policy's choice between two
 * responses to the labels', where DPO minimises the forward one (Ji et al. 2024, arXiv 2402.00856,
 * eq. 16).
 *
 * @param beta β, the scale of the log-ratios
 * @param labelNoise ε, the probability that the labels give to the rejected response, TRL's {@code
 *     label_smoothing}
 * @param pairs how pairs are formed from more than two responses
 * @param config the training configuration
 */
public record Exo(double beta, double labelNoise, PairRule pairs, TrainingConfig config)
    implements Pairwise<Exo> {
  /** Checks the hyper-parameters. */
  public Exo {
    InvalidInputException.unless(
        beta > 0 && Double.isFinite(beta), "EXO's beta must be > 0, got %s; try 0.1.", beta);
    InvalidInputException.unless(
        labelNoise > 0 && labelNoise < 0.5,
        "EXO's label noise is a probability in (0, 0.5), got %s; try 0.001.",
        labelNoise);
  }

  /** Uses β = 0.1, ε = 0.001 and a configuration for small models. */
  public Exo() {
    this(0.1, 0.001, PairRule.BEST_WORST, TrainingConfig.small());
  }

  @Override
  public String name() {
    return "EXO";
  }

  @Override
  public Set<Requirement> requirements() {
    return Set.of(Requirement.REFERENCE);
  }

  @Override
  public NDArray loss(LossBatch batch) {
    NDArray ratio = batch.logRatio(); // h  // (rows)
    NDArray z = batch.chosen(ratio).sub(batch.rejected(ratio)).mul(batch.constant(beta));
    NDArray right = StableMath.minusLogSigmoid(z).neg(); // log q_w = log σ(β (h_w − h_l))
    NDArray wrong = StableMath.softplus(z).neg(); // log q_l  // (pairs)
    NDArray kept = right.sub(batch.constant(Math.log1p(-labelNoise)));
    NDArray flipped = wrong.sub(batch.constant(Math.log(labelNoise)));
    return right
        .exp()
        .mul(kept)
        .add(wrong.exp().mul(flipped)); // Σ q (log q − log p), p = (1 − ε, ε), eq. 16  // (pairs)
  }

  /** Returns this method with another β. */
  public Exo beta(double beta) {
    return new Exo(beta, labelNoise, pairs, config);
  }

  /** Returns this method with another ε. */
  public Exo labelNoise(double labelNoise) {
    return new Exo(beta, labelNoise, pairs, config);
  }

  @Override
  public Exo pairs(PairRule rule) {
    return new Exo(beta, labelNoise, rule, config);
  }

  @Override
  public Exo config(TrainingConfig config) {
    return new Exo(beta, labelNoise, pairs, config);
  }
}
