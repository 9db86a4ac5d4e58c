package org.attune.method;

import ai.djl.ndarray.NDArray;
import org.attune.util.InvalidInputException;

/**
 * Preference ranking optimisation: the likelihood of a whole ranking under length-normalised
 * log-probabilities, and imitation of the best response (Song et al. 2023, arXiv 2306.17492;
 * Santos, “Aligning Language Models with Human Feedback without Reinforcement Learning”, thesis
 * proposal, eq. 16–18).
 *
 * <p>The released code scales each rival by the difference of rewards (a temperature), sums the
 * imitated response's tokens and scales that term by (n − 1)²; {@link #releasedCode} is that form.
 * Its 10⁻¹⁰ inside the logarithm, in place of a guard against overflow, is left out. Responses of
 * equal reward are not compared with each other.
 *
 * @param sftWeight β, the weight of imitation
 * @param temperatures whether rewards scale the scores
 * @param groupScaled whether imitation is scaled by (n − 1)²
 * @param config the training configuration
 */
public record Pro(
    double sftWeight, boolean temperatures, boolean groupScaled, TrainingConfig config)
    implements Configurable<Pro> {
  /** Checks the weight. */
  public Pro {
    InvalidInputException.unless(
        sftWeight >= 0 && Double.isFinite(sftWeight),
        "PRO's SFT weight must be >= 0, got %s; try 0.05.",
        sftWeight);
  }

  /** Uses the plain form with a weight of 0.05 and a configuration for small models. */
  public Pro() {
    this(0.05, false, false, TrainingConfig.small());
  }

  /** Returns the settings and the form of the released scripts: learning rate 5e-6, 2 epochs. */
  public static Pro paper() {
    return new Pro().releasedCode().config(TrainingConfig.small().epochs(2).learningRate(5e-6));
  }

  @Override
  public String name() {
    return temperatures ? "PRO with temperatures" : "PRO";
  }

  @Override
  public Grouping grouping() {
    return Grouping.RANKING;
  }

  @Override
  public Reduction reduction() {
    return Reduction.SEQUENCE_MEAN;
  }

  @Override
  public NDArray loss(LossBatch batch) {
    NDArray s = batch.grouped(batch.policy().mean()); // s_k  // (groups, n)
    NDArray ranking = temperatures ? tempered(batch, s) : PlackettLuce.of(batch, s); // eq. 18
    NDArray best = batch.chosen(batch.policy().sum()).neg(); // SFT(y_1)  // (groups)
    if (groupScaled) {
      NDArray others = batch.present().sum(new int[] {1}).sub(1f); // n − 1, no gradient
      best = best.mul(others).mul(others);
    }
    return ranking.add(best.mul(batch.constant(sftWeight)));
  }

  /** Rivals have the temperature T_i = r_k − r_i, and k itself the largest of them. */
  private static NDArray tempered(LossBatch batch, NDArray s) {
    NDArray rewards = batch.grouped(batch.rewards());
    NDArray gaps =
        rewards.expandDims(2).sub(rewards.expandDims(1)).mul(batch.worse()); // (groups, n, n)
    NDArray largest = gaps.max(new int[] {2}); // T_k  // (groups, n)
    NDArray own = s.mul(largest);
    NDArray rivals = s.expandDims(1).mul(gaps).add(own.expandDims(2).mul(PlackettLuce.self(batch)));
    return PlackettLuce.terms(batch, rivals, own);
  }

  /** Returns this method with another weight of imitation. */
  public Pro sftWeight(double weight) {
    return new Pro(weight, temperatures, groupScaled, config);
  }

  /** Returns this method with scores scaled by reward differences. */
  public Pro rewardTemperatures() {
    return new Pro(sftWeight, true, groupScaled, config);
  }

  /** Returns this method with imitation scaled by (n − 1)². */
  public Pro scaledSft() {
    return new Pro(sftWeight, temperatures, true, config);
  }

  /** Returns the released code's form: temperatures, and imitation scaled by (n − 1)². */
  public Pro releasedCode() {
    return new Pro(sftWeight, true, true, config);
  }

  @Override
  public Pro config(TrainingConfig config) {
    return new Pro(sftWeight, temperatures, groupScaled, config);
  }
}
