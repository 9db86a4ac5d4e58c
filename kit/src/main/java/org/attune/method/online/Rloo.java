package org.attune.method.online;

import java.util.List;
import org.attune.method.TrainingConfig;

/**
 * REINFORCE leave-one-out (Ahmadian et al. 2024, arXiv 2402.14740, eq. 8): several responses per
 * prompt, each compared with the mean of the others, with the KL penalty in the reward.
 *
 * @param penalty the KL penalty, subtracted from the reward
 * @param rollouts the rollout settings; at least two samples per prompt
 * @param config the training configuration
 */
public record Rloo(KlControl penalty, RolloutConfig rollouts, TrainingConfig config)
    implements LeaveOneOut, ConfigurableOnline<Rloo> {
  /** Checks that each prompt has at least two samples. */
  public Rloo {
    Grpo.requireGroups("RLOO", rollouts);
  }

  /**
   * Uses settings for small models: 40 rollouts of 16 prompts with 4 responses each, with one pass.
   */
  public Rloo() {
    this(KlControl.fixed(0.05), new RolloutConfig(16, 4), Ppo.small());
  }

  @Override
  public String name() {
    return "RLOO";
  }

  @Override
  public int[] groups(List<Trajectory> rollout) {
    return Baseline.groups(rollout);
  }

  /** Returns this method with a fixed KL coefficient. */
  public Rloo kl(double coefficient) {
    return new Rloo(KlControl.fixed(coefficient), rollouts, config);
  }

  @Override
  public Rloo rollouts(RolloutConfig other) {
    return new Rloo(penalty, other, config);
  }

  @Override
  public Rloo config(TrainingConfig other) {
    return new Rloo(penalty, rollouts, other);
  }
}
