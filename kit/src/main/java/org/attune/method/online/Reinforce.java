package org.attune.method.online;

import ai.djl.ndarray.NDArray;
import java.util.List;
import org.attune.method.Reduction;
import org.attune.method.TrainingConfig;

/**
 * The plain policy gradient with a baseline (Williams 1992): −A log π(y|x), where A is the
 * response's penalised reward minus the mean of all others of the rollout.
 *
 * <p>The other rewards do not depend on this response, so the baseline leaves the gradient
 * unbiased. With several passes over a rollout, the loss is weighted by π/π_old.
 *
 * @param penalty the KL penalty, subtracted from the reward
 * @param rollouts the rollout settings
 * @param config the training configuration
 */
public record Reinforce(KlControl penalty, RolloutConfig rollouts, TrainingConfig config)
    implements PolicyGradient, ConfigurableOnline<Reinforce> {
  /** Uses settings for small models: 40 rollouts of 64 responses, with one pass. */
  public Reinforce() {
    this(KlControl.fixed(0.05), new RolloutConfig(64, 1), Ppo.small());
  }

  @Override
  public String name() {
    return "REINFORCE";
  }

  @Override
  public List<Advantages> credits(List<Trajectory> rollout, double coefficient) {
    return Baseline.leaveOneOut(Baseline.together(rollout), rollout, coefficient);
  }

  @Override
  public Reduction reduction() {
    return Reduction.SEQUENCE_MEAN;
  }

  @Override
  public NDArray loss(PolicyGradientBatch batch) {
    // While the policy is still the one that sampled, the gradient of π/π_old is that of log π.
    return batch.sum(batch.advantages().neg().mul(batch.ratio()));
  }

  /** Returns this method with a fixed KL coefficient. */
  public Reinforce kl(double coefficient) {
    return new Reinforce(KlControl.fixed(coefficient), rollouts, config);
  }

  @Override
  public Reinforce rollouts(RolloutConfig other) {
    return new Reinforce(penalty, other, config);
  }

  @Override
  public Reinforce config(TrainingConfig other) {
    return new Reinforce(penalty, rollouts, other);
  }
}
