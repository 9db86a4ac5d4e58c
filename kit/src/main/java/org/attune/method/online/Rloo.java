package org.attune.method.online;

import ai.djl.ndarray.NDArray;
import java.util.List;
import org.attune.method.Reduction;
import org.attune.method.TrainingConfig;

/**
 * REINFORCE leave-one-out (Ahmadian et al. 2024, eq. 8): several responses a prompt, each measured
 * against the mean of the prompt's others, the KL penalty in the reward.
 *
 * @param penalty the KL penalty, taken from the reward
 * @param rollouts how responses are collected; at least two samples a prompt
 * @param config how long and how fast to train
 */
public record Rloo(KlControl penalty, RolloutConfig rollouts, TrainingConfig config)
    implements PolicyGradient, ConfigurableOnline<Rloo> {
  /** Checks that there are others to be measured against. */
  public Rloo {
    Grpo.requireGroups("RLOO", rollouts);
  }

  /** Suits small models: 40 rollouts of 16 prompts with 4 responses each, learnt from once. */
  public Rloo() {
    this(KlControl.fixed(0.05), new RolloutConfig(16, 4), Ppo.small());
  }

  @Override
  public String name() {
    return "RLOO";
  }

  @Override
  public List<Advantages> credits(List<Trajectory> rollout, double coefficient) {
    return Baseline.leaveOneOut(Baseline.groups(rollout), rollout, coefficient);
  }

  @Override
  public int[] groups(List<Trajectory> rollout) {
    return Baseline.groups(rollout);
  }

  @Override
  public Reduction reduction() {
    return Reduction.SEQUENCE_MEAN;
  }

  @Override
  public NDArray loss(PolicyGradientBatch batch) {
    return batch.sum(batch.advantages().neg().mul(batch.ratio()));
  }

  /** Returns this method with a KL coefficient that stays. */
  public Rloo kl(double coefficient) {
    return new Rloo(KlControl.fixed(coefficient), rollouts, config);
  }

  /** Returns this method with other rollouts. */
  public Rloo rollouts(RolloutConfig other) {
    return new Rloo(penalty, other, config);
  }

  @Override
  public Rloo config(TrainingConfig other) {
    return new Rloo(penalty, rollouts, other);
  }
}
