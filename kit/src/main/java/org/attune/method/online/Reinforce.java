package org.attune.method.online;

import org.attune.method.TrainingConfig;

/**
 * The plain policy gradient with a baseline (Williams 1992, Machine Learning 8): −A log π(y|x),
 * where A is the response's penalised reward minus the mean of all others of the rollout.
 *
 * @param penalty the KL penalty, subtracted from the reward
 * @param rollouts the rollout settings
 * @param config the training configuration
 */
public record Reinforce(KlControl penalty, RolloutConfig rollouts, TrainingConfig config)
    implements LeaveOneOut, ConfigurableOnline<Reinforce> {
  /** Uses settings for small models: 40 rollouts of 64 responses, with one pass. */
  public Reinforce() {
    this(KlControl.fixed(0.05), new RolloutConfig(64, 1), Ppo.small());
  }

  @Override
  public String name() {
    return "REINFORCE";
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
