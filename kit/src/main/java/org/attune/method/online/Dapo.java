package org.attune.method.online;

import ai.djl.ndarray.NDArray;
import org.attune.method.LearningRateSchedule;
import org.attune.method.TrainingConfig;
import org.attune.util.InvalidInputException;

/**
 * Decoupled clip and dynamic sampling policy optimisation (Yu et al. 2025, arXiv 2503.14476, eq.
 * 8–12): GRPO's advantages in a loss that clips ratios above 1 later than those below (clip-higher,
 * §3.1), gives every token of a batch the same weight (§3.3), and has no KL penalty (§2.3).
 *
 * <p>Dynamic sampling (§3.2): a group whose scores are equal teaches nothing, so it is replaced by
 * responses to another prompt, whose scores differ. The paper samples until a batch is full; here
 * that is tried a limited number of times, each with as many prompts as groups are missing, and the
 * groups that are still equal then stay, counted by the mean over tokens like any other.
 *
 * <p>The paper's fourth part, the soft overlong punishment (§3.4), is a reward: {@code
 * SoftOverlongPunishment}.
 *
 * @param clip ε_low, how far below 1 a ratio counts
 * @param clipHigh ε_high, how far above 1
 * @param resamples how often a rollout replaces groups with equal scores; 0 never does
 * @param rollouts the rollout settings; at least two samples per prompt
 * @param config the training configuration
 */
public record Dapo(
    double clip, double clipHigh, int resamples, RolloutConfig rollouts, TrainingConfig config)
    implements GroupRelative, ConfigurableOnline<Dapo> {
  /** ε_low and ε_high of the paper (§4.1). */
  private static final double LOW = 0.2;

  private static final double HIGH = 0.28;

  /** Checks the ranges. */
  public Dapo {
    InvalidInputException.unless(
        clip > 0 && clip < 1, "DAPO's clip must lie in (0, 1), got %s; try 0.2.", clip);
    InvalidInputException.unless(
        clipHigh > 0 && Double.isFinite(clipHigh),
        "DAPO's clip above 1 must be > 0, got %s; try 0.28.",
        clipHigh);
    InvalidInputException.unless(
        resamples >= 0,
        "The number of times that DAPO replaces groups with equal rewards must be >= 0, got %d; try"
            + " 2, and 0 replaces none.",
        resamples);
    Grpo.requireGroups("DAPO", rollouts);
  }

  /**
   * Uses settings for small models: GRPO's 40 rollouts of 16 prompts with 4 responses each, with
   * two passes, the paper's clipping, and groups with equal scores replaced at most twice.
   */
  public Dapo() {
    this(LOW, HIGH, 2, new RolloutConfig(16, 4).passes(2), Ppo.small());
  }

  /**
   * Returns the paper's settings (§4.1): a constant learning rate of 1e-6, 16 responses to each of
   * 512 prompts in batches of 512, at most 20,480 tokens. Its warm-up, 20 rollouts, is left to
   * {@code config}; that groups are replaced up to nine times is our choice, the paper has no
   * limit.
   */
  public static Dapo paper() {
    return new Dapo(
        LOW,
        HIGH,
        9,
        new RolloutConfig(512, 16).maxTokens(20_480),
        TrainingConfig.offlinePaper()
            .learningRate(1e-6)
            .batchSize(512)
            .schedule(LearningRateSchedule.CONSTANT));
  }

  @Override
  public String name() {
    return "DAPO";
  }

  @Override
  public KlControl penalty() {
    return KlControl.fixed(0);
  }

  @Override
  public NDArray loss(PolicyGradientBatch batch) {
    NDArray ratio = batch.ratio(); // r, eq. 9  // (rows, time)
    return batch.sum(ClippedLoss.policy(ratio, batch.advantages(), clip, clipHigh)); // eq. 8
  }

  /** Returns this method with another ε_low. */
  public Dapo clip(double epsilon) {
    return new Dapo(epsilon, clipHigh, resamples, rollouts, config);
  }

  /** Returns this method with another ε_high; that of {@code clip} gives GRPO's clipping. */
  public Dapo clipHigh(double epsilon) {
    return new Dapo(clip, epsilon, resamples, rollouts, config);
  }

  /** Returns this method with groups of equal scores replaced at most this often; 0 for never. */
  public Dapo resamples(int times) {
    return new Dapo(clip, clipHigh, times, rollouts, config);
  }

  @Override
  public Dapo rollouts(RolloutConfig other) {
    return new Dapo(clip, clipHigh, resamples, other, config);
  }

  @Override
  public Dapo config(TrainingConfig other) {
    return new Dapo(clip, clipHigh, resamples, rollouts, other);
  }
}
