package org.attune.method.online;

import ai.djl.ndarray.NDArray;
import java.util.Arrays;
import org.attune.method.Reduction;
import org.attune.method.TrainingConfig;
import org.attune.util.InvalidInputException;

/**
 * Group sequence policy optimisation (Zheng et al. 2025, arXiv 2507.18071, eq. 5–7): GRPO's
 * advantages, with one importance ratio for the whole response, the geometric mean of those of its
 * tokens, so that a response is clipped as a whole. The variant with a ratio per token (§4.3,
 * GSPO-token) is not here.
 *
 * <p>A mean over tokens moves far less than one token does, so ε is far smaller than PPO's.
 *
 * @param clip ε below 1
 * @param clipHigh ε above 1
 * @param penalty the KL coefficient of the loss, estimated by k3 as GRPO does; the paper leaves it
 *     out of its equations
 * @param rollouts the rollout settings; at least two samples per prompt
 * @param config the training configuration
 */
public record Gspo(
    double clip, double clipHigh, KlControl penalty, RolloutConfig rollouts, TrainingConfig config)
    implements GroupRelative, ConfigurableOnline<Gspo> {
  /** Checks the ranges. */
  public Gspo {
    InvalidInputException.unless(
        clip > 0 && clip < 1, "GSPO's clip must lie in (0, 1), got %s; try 0.01.", clip);
    InvalidInputException.unless(
        clipHigh > 0 && Double.isFinite(clipHigh),
        "GSPO's clip above 1 must be > 0, got %s; try 0.01.",
        clipHigh);
    Grpo.requireGroups("GSPO", rollouts);
  }

  /**
   * Uses settings for small models: GRPO's rollouts and KL coefficient, and ε 0.01 on both sides,
   * which clips about a sixth of the tokens in 24 rollouts of the bundled world, as the paper's
   * does in its model (figure 2). A learning rate of 7e-4 moves a small model farther in each step
   * than a large model's 1e-6, for which 3e-4 is meant.
   */
  public Gspo() {
    this(0.01, 0.01, KlControl.fixed(0.04), new RolloutConfig(16, 4).passes(2), Ppo.small());
  }

  /**
   * Returns the paper's clipping (§5.1), 3e-4 below and 4e-4 above 1, with four batches per
   * rollout. The paper gives neither learning rate nor sizes; those of GRPO's paper are our choice.
   */
  public static Gspo paper() {
    Grpo grpo = Grpo.paper();
    return new Gspo(
        3e-4,
        4e-4,
        KlControl.fixed(0),
        grpo.rollouts(),
        grpo.config().batchSize(grpo.rollouts().size() / 4));
  }

  @Override
  public String name() {
    return "GSPO";
  }

  @Override
  public Reduction reduction() {
    return Reduction.SEQUENCE_MEAN;
  }

  @Override
  public NDArray loss(PolicyGradientBatch batch) {
    NDArray ratio = batch.mean(batch.moved()).exp(); // s, eq. 7  // (rows)
    NDArray advantages = batch.mean(batch.advantages()); // the same at every token  // (rows)
    NDArray surrogate = ClippedLoss.policy(ratio, advantages, clip, clipHigh); // eq. 5
    return surrogate.add(batch.mean(batch.k3()).mul(batch.constant(batch.coefficient())));
  }

  @Override
  public double[] ratios(double[] now, double[] old) {
    double mean = (Arrays.stream(now).sum() - Arrays.stream(old).sum()) / now.length;
    double[] ratios = new double[now.length];
    Arrays.fill(ratios, Math.exp(mean));
    return ratios;
  }

  /** Returns this method with another ε below 1. */
  public Gspo clip(double epsilon) {
    return new Gspo(epsilon, clipHigh, penalty, rollouts, config);
  }

  /** Returns this method with another ε above 1. */
  public Gspo clipHigh(double epsilon) {
    return new Gspo(clip, epsilon, penalty, rollouts, config);
  }

  /** Returns this method with a fixed KL coefficient. */
  public Gspo kl(double coefficient) {
    return new Gspo(clip, clipHigh, KlControl.fixed(coefficient), rollouts, config);
  }

  @Override
  public Gspo rollouts(RolloutConfig other) {
    return new Gspo(clip, clipHigh, penalty, other, config);
  }

  @Override
  public Gspo config(TrainingConfig other) {
    return new Gspo(clip, clipHigh, penalty, rollouts, other);
  }
}
