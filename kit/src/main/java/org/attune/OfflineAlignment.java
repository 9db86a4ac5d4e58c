package org.attune;

import java.util.ArrayList;
import java.util.List;
import org.attune.inspect.ModelReading;
import org.attune.method.OfflineMethod;
import org.attune.progress.ProgressCallback;
import org.attune.train.loop.RunOptions;
import org.attune.train.offline.PolicyTraining;

/** Runs one training on labelled responses. */
final class OfflineAlignment {
  private OfflineAlignment() {}

  static AlignmentResult align(
      RewardLabel labels, OfflineMethod given, Policy policy, RunOptions runOptions) {
    OfflineMethod method = given.withLearningRate(policy.model());
    PolicySnapshots snapshots = new PolicySnapshots(method.name());
    RunOptions watched =
        snapshots
            .collectedBy(runOptions)
            .defaultListener(() -> new ProgressCallback(method.name()));
    LabelledRows rows = labels.rows();
    PolicyTraining.Result result =
        new PolicyTraining(policy.model(), policy.layout(), method).run(rows.labelled(), watched);
    List<String> warnings = new ArrayList<>(labels.notes());
    ModelReading.warning(policy.name(), policy.model(), policy.layout(), rows.rows())
        .ifPresent(warnings::add);
    RunContext context =
        RunContext.of(
            labels.dataHash(),
            rows.costs(method.name()),
            warnings,
            rows.facts(),
            labels.reproduce(method, policy, runOptions));
    return new AlignmentResult(policy, method, result, context).with(snapshots.policies());
  }
}
