package org.attune.method.online;

import org.attune.method.AlignmentMethod;
import org.attune.method.TrainingConfig;

/**
 * A method that aligns a policy with responses sampled during training and scored by a reward.
 *
 * <p>A step of its configuration is a rollout with all its updates; a batch is the data of one
 * optimiser step.
 */
public interface OnlineMethod extends AlignmentMethod {
  /** Returns this method with another training configuration. */
  OnlineMethod config(TrainingConfig config);
}
