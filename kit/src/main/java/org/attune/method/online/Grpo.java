package org.attune.method.online;

import ai.djl.ndarray.NDArray;
import org.attune.method.Reduction;
import org.attune.method.TrainingConfig;
import org.attune.util.InvalidInputException;

/**
 * Group relative policy optimisation (Shao et al. 2024, arXiv 2402.03300, eq. 3–4): the score minus
 * its group's mean, divided by the group's standard deviation, in PPO's clipped loss without a
 * critic. The KL penalty is part of the loss, estimated by k3, and every response has the same
 * weight, whatever its length.
 *
 * @param clip ε of the clipping
 * @param penalty the KL coefficient of the loss
 * @param scaled whether advantages are divided by the group's standard deviation
 * @param constantLength whether the sum over a response's tokens is divided by the token limit of
 *     the rollouts, not by the response's own length
 * @param rollouts the rollout settings; at least two samples per prompt
 * @param config the training configuration
 */
public record Grpo(
    double clip,
    KlControl penalty,
    boolean scaled,
    boolean constantLength,
    RolloutConfig rollouts,
    TrainingConfig config)
    implements GroupRelative, ConfigurableOnline<Grpo> {
  /** Checks the ranges. */
  public Grpo {
    InvalidInputException.unless(
        clip > 0 && clip < 1, "GRPO's clip must lie in (0, 1), got %s; try 0.2.", clip);
    requireGroups("GRPO", rollouts);
  }

  /**
   * Uses settings for small models: 40 rollouts of 16 prompts with 4 responses each, with two
   * passes.
   */
  public Grpo() {
    this(0.2, KlControl.fixed(0.04), true, false, new RolloutConfig(16, 4).passes(2), Ppo.small());
  }

  /**
   * Returns the paper's settings (§4.2): learning rate 1e-6, KL coefficient 0.04, 64 responses to
   * each of 16 prompts in one batch of 1,024, at most 1,024 tokens, one update per rollout.
   */
  public static Grpo paper() {
    return new Grpo(
        0.2,
        KlControl.fixed(0.04),
        true,
        false,
        new RolloutConfig(16, 64).maxTokens(1024),
        TrainingConfig.offlinePaper().learningRate(1e-6).batchSize(1024));
  }

  static void requireGroups(String name, RolloutConfig rollouts) {
    InvalidInputException.unless(
        rollouts.samples() >= 2,
        "%s compares each response with others to the same prompt and needs at least two samples"
            + " per prompt, got %d.",
        name,
        rollouts.samples());
  }

  @Override
  public String name() {
    return "GRPO";
  }

  @Override
  public Reduction reduction() {
    return constantLength ? Reduction.SEQUENCE_MEAN : Reduction.SEQUENCE_MEAN_OF_TOKEN_MEANS;
  }

  @Override
  public NDArray loss(PolicyGradientBatch batch) {
    NDArray surrogate = ClippedLoss.policy(batch.ratio(), batch.advantages(), clip);
    NDArray divergence = batch.k3(); // eq. 4  // (rows, time)
    NDArray sum =
        batch.sum(surrogate.add(divergence.mul(batch.constant(batch.coefficient())))); // (rows)
    return constantLength ? sum.mul(batch.constant(1.0 / rollouts.maxTokens())) : sum;
  }

  /** Returns this method with another ε of the clipping. */
  public Grpo clip(double epsilon) {
    return new Grpo(epsilon, penalty, scaled, constantLength, rollouts, config);
  }

  /** Returns this method with a fixed KL coefficient. */
  public Grpo kl(double coefficient) {
    return new Grpo(clip, KlControl.fixed(coefficient), scaled, constantLength, rollouts, config);
  }

  /** Returns this method without the division by the group's standard deviation. */
  public Grpo unscaled() {
    return new Grpo(clip, penalty, false, constantLength, rollouts, config);
  }

  /**
   * Returns this method with each response's sum over tokens divided by the token limit of the
   * rollouts, so that long responses are not corrected more gently than short ones; with {@link
   * #unscaled} this is Dr. GRPO (Liu et al. 2025, arXiv 2503.20783, §3.2).
   */
  public Grpo ofConstantLength() {
    return new Grpo(clip, penalty, scaled, true, rollouts, config);
  }

  @Override
  public Grpo rollouts(RolloutConfig other) {
    return new Grpo(clip, penalty, scaled, constantLength, other, config);
  }

  @Override
  public Grpo config(TrainingConfig other) {
    return new Grpo(clip, penalty, scaled, constantLength, rollouts, other);
  }
}
