package org.attune.claims;

import java.util.Optional;
import org.attune.AlignmentResult;
import org.attune.Policy;
import org.attune.RewardLabel;
import org.attune.cluster.ClusterTask;
import org.attune.method.Method;
import org.attune.train.loop.RunOptions;

/**
 * One training on labelled responses, wherever it runs.
 *
 * @param labels the labelled responses
 * @param method the method with its seed
 * @param start the policy that training starts from
 */
record TrainTask(RewardLabel labels, Method method, Policy start)
    implements ClusterTask<Optional<TrainTask.Trained>> {
  /** A trained policy and the seconds that it took. */
  record Trained(Policy policy, double seconds) {}

  @Override
  public Optional<Trained> run() {
    AlignmentResult run =
        labels.align(
            method, start, RunOptions.defaults().callback(step -> {}).withoutHeldOutLoss());
    return run.finished()
        ? Optional.of(new Trained(run.policy(), run.seconds()))
        : Optional.empty();
  }
}
