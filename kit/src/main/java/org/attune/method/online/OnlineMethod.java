package org.attune.method.online;

import org.attune.method.AlignmentMethod;
import org.attune.method.TrainingConfig;

/**
 * A way to align a policy with responses that it gives itself while it learns, judged by a reward.
 *
 * <p>A step of its plan is a rollout together with everything that is learnt from it; a batch is
 * what one optimiser step learns from.
 */
public interface OnlineMethod extends AlignmentMethod {
  /** Returns this method with another plan. */
  OnlineMethod config(TrainingConfig config);
}
