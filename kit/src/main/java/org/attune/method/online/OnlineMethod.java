package org.attune.method.online;

import org.attune.method.Approach;
import org.attune.method.Plan;

/**
 * A way to align a policy with responses that it gives itself while it learns, judged by a reward.
 *
 * <p>A step of its plan is a rollout together with everything that is learnt from it; a batch is
 * what one optimiser step learns from.
 */
public interface OnlineMethod extends Approach {
  /** Returns this method with another plan. */
  OnlineMethod plan(Plan plan);
}
