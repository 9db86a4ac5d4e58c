package org.attune.cli;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.attune.Policy;
import org.attune.cluster.ClusterTask;
import org.attune.curve.CurveEvaluator;
import org.attune.curve.CurvePoint;
import org.attune.progress.MultiRunProgress;
import org.attune.train.loop.NonFiniteLossException;
import org.attune.train.loop.RunOptions;
import org.attune.train.loop.TrainingCallback;

/**
 * One run of a curve and the measurement of its policies; the answers of the last one are kept.
 *
 * @param judging measures a policy
 * @param job the run
 */
record CurveTask(CurveEvaluator judging, CurveJob job)
    implements ClusterTask<Optional<CurveTask.Measured>> {
  /** The points of a run; one that diverged has a note in their place. */
  record Measured(List<CurvePoint> points, String note) {}

  @Override
  public Optional<Measured> run() {
    return run(step -> {}, share -> {});
  }

  /** Receives the share of the policies that are measured. */
  interface Judged {
    void at(double share);
  }

  /** Runs with the bar of this process. */
  Optional<Measured> run(MultiRunProgress.Run bar) {
    return run(bar, share -> bar.after("judging", share));
  }

  private Optional<Measured> run(TrainingCallback callback, Judged judged) {
    try {
      RunOptions runOptions = RunOptions.defaults().snapshots(job.every()).callback(callback);
      Optional<List<Policy>> policies = job.work().policies(runOptions);
      if (policies.isEmpty()) {
        return Optional.empty();
      }
      List<CurvePoint> points = new ArrayList<>();
      int count = policies.get().size();
      for (Policy policy : policies.get()) {
        CurvePoint point = judging.point(job.group(), policy, job.seed());
        points.add(points.size() + 1 < count ? point.withoutAnswers() : point);
        judged.at((double) points.size() / count);
      }
      return Optional.of(new Measured(points, ""));
    } catch (NonFiniteLossException diverged) {
      return Optional.of(new Measured(List.of(), job.name() + ": " + diverged.getMessage()));
    }
  }
}
