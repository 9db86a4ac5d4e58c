package org.attune.method.online;

import ai.djl.ndarray.NDArray;
import java.util.List;
import org.attune.method.Reduction;
import org.attune.method.TrainingConfig;

/**
 * The plain policy gradient with a baseline (Williams 1992): −A log π(y|x), where A is the
 * response's penalised reward minus the mean of all others of the rollout.
 *
 * <p>Each other prompt's reward tells nothing about this response, so the baseline leaves the
 * gradient right on average. A rollout that is learnt from more than once is weighed by π/π_old.
 *
 * @param penalty the KL penalty, taken from the reward
 * @param rollouts how responses are collected
 * @param config how long and how fast to train
 */
public record Reinforce(KlControl penalty, RolloutConfig rollouts, TrainingConfig config)
    implements PolicyGradient, ConfigurableOnline<Reinforce> {
  /** Suits small models: 40 rollouts of 64 responses, learnt from once. */
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
    // The gradient of π/π_old is that of log π where the policy still is the one that sampled.
    return batch.sum(batch.advantages().neg().mul(batch.ratio()));
  }

  /** Returns this method with a KL coefficient that stays. */
  public Reinforce kl(double coefficient) {
    return new Reinforce(KlControl.fixed(coefficient), rollouts, config);
  }

  /** Returns this method with other rollouts. */
  public Reinforce rollouts(RolloutConfig other) {
    return new Reinforce(penalty, other, config);
  }

  @Override
  public Reinforce config(TrainingConfig other) {
    return new Reinforce(penalty, rollouts, other);
  }
}
