package org.attune.method;

import ai.djl.ndarray.NDArray;
import java.util.Set;
import org.attune.engine.StableMath;
import org.attune.util.InvalidInputException;

/**
 * Direct preference optimisation: a logistic loss on the difference of two log-ratios to the
 * reference, summed over tokens (Rafailov et al. 2023, arXiv 2305.18290; Santos, “Aligning Language
 * Models with Human Feedback without Reinforcement Learning”, thesis proposal, eq. 12).
 *
 * <p>Label noise can be handled by smoothing, in one of two forms, which TRL calls {@code sigmoid}
 * with {@code label_smoothing} and {@code robust}. Implementations differ: in some releases of the
 * most widely used library smoothing silently has no effect; here it always applies.
 *
 * <p>Two additions that large models are trained with: log-ratios per token (Lambert et al. 2024,
 * arXiv 2411.15124, with β = 5; TRL's {@code sigmoid_norm}), and imitation of the chosen response
 * (Pang et al. 2024, arXiv 2404.19733, with α = 1; TRL's {@code rpo_alpha}), which keeps its
 * likelihood from falling.
 *
 * @param beta β, the KL-penalty strength
 * @param labelNoise ε, the probability that a label is flipped, TRL's {@code label_smoothing}; 0
 *     for the form of the paper
 * @param robust whether to use the unbiased smoothed loss, divided by 1 − 2ε
 * @param averaged whether each log-ratio is divided by its response's number of tokens
 * @param sftWeight α, the weight of imitating the chosen response, mean over its tokens
 * @param pairs how pairs are formed from more than two responses
 * @param config the training configuration
 */
public record Dpo(
    double beta,
    double labelNoise,
    boolean robust,
    boolean averaged,
    double sftWeight,
    PairRule pairs,
    TrainingConfig config)
    implements Pairwise<Dpo> {
  /** Checks β, ε and α. */
  public Dpo {
    InvalidInputException.unless(
        beta > 0 && Double.isFinite(beta), "DPO's beta must be > 0, got %s; try 0.1.", beta);
    InvalidInputException.unless(
        labelNoise >= 0 && labelNoise < 0.5,
        "DPO's label noise is a probability in [0, 0.5), got %s; try 0.1.",
        labelNoise);
    InvalidInputException.unless(
        sftWeight >= 0 && Double.isFinite(sftWeight),
        "DPO's weight of imitation must be >= 0, got %s; try 1.",
        sftWeight);
  }

  /** Uses the form of the paper with β = 0.1 and a configuration for small models. */
  public Dpo() {
    this(0.1, 0, false, false, 0, PairRule.BEST_WORST, TrainingConfig.small());
  }

  /** Returns the settings of DPO's authors: β = 0.1, learning rate 1e-6, batch 64. */
  public static Dpo paper() {
    TrainingConfig config =
        TrainingConfig.small()
            .epochs(1)
            .batchSize(64)
            .learningRate(1e-6)
            .schedule(LearningRateSchedule.CONSTANT);
    return new Dpo().config(config);
  }

  @Override
  public String name() {
    return "DPO";
  }

  @Override
  public Set<Requirement> requirements() {
    return Set.of(Requirement.REFERENCE);
  }

  @Override
  public NDArray loss(LossBatch batch) {
    NDArray ratio = averaged ? batch.meanLogRatio() : batch.logRatio(); // h or h / |y|  // (rows)
    NDArray compared = compared(batch, ratio);
    return sftWeight == 0
        ? compared
        : compared.sub(
            batch.chosen(batch.policy().mean()).mul(batch.constant(sftWeight))); // − α m_w
  }

  private NDArray compared(LossBatch batch, NDArray ratio) {
    NDArray z =
        batch
            .chosen(ratio)
            .sub(batch.rejected(ratio))
            .mul(batch.constant(beta)); // β (h_w − h_l)  // (pairs)
    NDArray right = StableMath.minusLogSigmoid(z); // −log σ(z), eq. 12  // (pairs)
    if (labelNoise == 0) {
      return right;
    }
    NDArray flipped = StableMath.softplus(z).mul(batch.constant(robust ? -labelNoise : labelNoise));
    double scale = robust ? 1 - 2 * labelNoise : 1;
    return right
        .mul(batch.constant(1 - labelNoise))
        .add(flipped)
        .div(batch.constant(scale)); // ((1 − ε) L(z) ± ε L(−z)) / scale  // (pairs)
  }

  /** Returns this method with another β. */
  public Dpo beta(double beta) {
    return new Dpo(beta, labelNoise, robust, averaged, sftWeight, pairs, config);
  }

  /** Returns the conservative form: (1 − ε) L(z) + ε L(−z). */
  public Dpo conservative(double labelNoise) {
    return new Dpo(beta, labelNoise, false, averaged, sftWeight, pairs, config);
  }

  /** Returns the robust form: ((1 − ε) L(z) − ε L(−z)) / (1 − 2ε). */
  public Dpo robust(double labelNoise) {
    return new Dpo(beta, labelNoise, true, averaged, sftWeight, pairs, config);
  }

  /** Returns this method with log-ratios per token; try it with a β of 5. */
  public Dpo lengthAveraged() {
    return new Dpo(beta, labelNoise, robust, true, sftWeight, pairs, config);
  }

  /** Returns this method with another weight α of imitating the chosen response. */
  public Dpo sftWeight(double sftWeight) {
    return new Dpo(beta, labelNoise, robust, averaged, sftWeight, pairs, config);
  }

  @Override
  public Dpo pairs(PairRule rule) {
    return new Dpo(beta, labelNoise, robust, averaged, sftWeight, rule, config);
  }

  @Override
  public Dpo config(TrainingConfig config) {
    return new Dpo(beta, labelNoise, robust, averaged, sftWeight, pairs, config);
  }
}
