package org.attune.method.online;

import ai.djl.ndarray.NDArray;
import java.util.List;
import org.attune.method.Reduction;

/**
 * A policy gradient whose baseline is the mean of the other responses of the comparison group: −A
 * log π(y|x), with the KL penalty in the reward. REINFORCE compares all responses of a rollout,
 * RLOO those to one prompt.
 *
 * <p>The other rewards do not depend on this response, so the baseline leaves the gradient
 * unbiased. With several passes over a rollout, the loss is weighted by π/π_old.
 */
public interface LeaveOneOut extends PolicyGradient {
  @Override
  default List<Advantages> advantages(List<Trajectory> rollout, double coefficient) {
    return Baseline.leaveOneOut(groups(rollout), rollout, coefficient);
  }

  @Override
  default Reduction reduction() {
    return Reduction.SEQUENCE_MEAN;
  }

  @Override
  default NDArray loss(PolicyGradientBatch batch) {
    // While the policy is still the one that sampled, the gradient of π/π_old is that of log π.
    return batch.sum(batch.advantages().neg().mul(batch.ratio()));
  }
}
