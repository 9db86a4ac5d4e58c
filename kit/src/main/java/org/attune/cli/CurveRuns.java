package org.attune.cli;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;
import org.attune.Policy;
import org.attune.cluster.Cluster;
import org.attune.curve.CurveEvaluator;
import org.attune.curve.CurvePoint;
import org.attune.curve.OverOptimisation;
import org.attune.engine.Workers;
import org.attune.progress.MultiRunProgress;
import org.attune.sample.SamplingInterruptedException;

/** Gets the policies of many runs, in parallel, and measures each as a point of a curve. */
final class CurveRuns {
  private static final double TRAINING = 0.5;

  private final CurveEvaluator judging;
  private final Policy start;
  private final PointFolder kept;
  private final Optional<Cluster> cluster;

  /**
   * Prepares the measurement.
   *
   * @param start the start policy of all runs
   * @param kept the stored points of finished runs
   * @param cluster where they run, or nothing for this process
   */
  CurveRuns(CurveEvaluator judging, Policy start, PointFolder kept, Optional<Cluster> cluster) {
    this.judging = judging;
    this.start = start;
    this.kept = kept;
    this.cluster = cluster;
  }

  /** The outcome of a run. */
  private record Done(CurveJob job, List<CurvePoint> points, String note) {
    Done(CurveJob job, CurveTask.Measured measured) {
      this(job, measured.points(), measured.note());
    }
  }

  /** What was measured until the end or an interrupt. */
  record Measured(List<CurvePoint> points, int done, boolean finished, List<String> notes) {
    /** Returns how many of all runs were measured, in words. */
    String words(int all) {
      return "after " + done + " of " + all + " runs";
    }

    /** Returns the curves, unless there is none yet. */
    Optional<OverOptimisation> curves(List<String> prompts) {
      return points.isEmpty()
          ? Optional.empty()
          : Optional.of(new OverOptimisation(prompts, points));
    }
  }

  /** Runs the remaining jobs, and puts the start policy before each group's points. */
  Measured measure(List<CurveJob> jobs) {
    List<CurveJob> all = new ArrayList<>(starts(jobs));
    all.addAll(jobs);
    Map<CurveJob, Done> done = new LinkedHashMap<>();
    List<CurveJob> open = new ArrayList<>();
    for (CurveJob job : all) {
      kept.find(job.what())
          .ifPresentOrElse(points -> done.put(job, new Done(job, points, "")), () -> open.add(job));
    }
    boolean finished =
        cluster.isPresent() ? there(cluster.get(), open, done) : here(open, all.size(), done);
    return measured(jobs, done, finished && done.size() == all.size());
  }

  private boolean there(Cluster place, List<CurveJob> open, Map<CurveJob, Done> done) {
    return place.run(
        "curve",
        open.stream().map(job -> new CurveTask(judging, job)).toList(),
        (run, found) -> found.ifPresent(some -> keep(new Done(open.get(run), some), done)));
  }

  private boolean here(List<CurveJob> open, int all, Map<CurveJob, Done> done) {
    try (MultiRunProgress bar = new MultiRunProgress("curve", all, done.size())) {
      List<Supplier<Optional<Done>>> lined =
          open.stream().map(job -> (Supplier<Optional<Done>>) () -> work(job, bar)).toList();
      return open.isEmpty()
          || Workers.run(lined, lanes(), one -> one.ifPresent(d -> keep(d, done)));
    }
  }

  /** Returns one measurement of the start policy per seed, shared by all curves. */
  private List<CurveJob> starts(List<CurveJob> jobs) {
    Policy only = start; // Not this object, which cannot be sent to another process.
    return jobs.stream()
        .map(CurveJob::seed)
        .distinct()
        .map(
            seed ->
                new CurveJob(
                    "",
                    "start",
                    seed,
                    "start " + seed,
                    1,
                    runOptions -> Optional.of(List.of(only))))
        .toList();
  }

  private int lanes() {
    return start.model().decoder().weights().device().isGpu() ? 1 : Workers.processors();
  }

  private void keep(Done one, Map<CurveJob, Done> done) {
    done.put(one.job(), one);
    if (one.note().isEmpty()) {
      kept.keep(one.job().what(), one.points());
    }
  }

  private Optional<Done> work(CurveJob job, MultiRunProgress bar) {
    MultiRunProgress.Run run = bar.new Run(job.name(), 1, TRAINING);
    boolean whole = false;
    try {
      Optional<CurveTask.Measured> found = new CurveTask(judging, job).run(run);
      whole = found.isPresent();
      return found.map(some -> new Done(job, some));
    } catch (SamplingInterruptedException stopped) {
      return Optional.empty();
    } finally {
      run.end(whole);
    }
  }

  private static Measured measured(
      List<CurveJob> jobs, Map<CurveJob, Done> done, boolean finished) {
    Map<Long, CurvePoint> starts = starts(done);
    Map<String, List<CurvePoint>> groups = new LinkedHashMap<>();
    List<String> notes = new ArrayList<>();
    int count = 0;
    for (CurveJob job : jobs) {
      Done one = done.get(job);
      if (one == null || !starts.containsKey(job.seed())) {
        continue;
      }
      count++;
      if (!one.note().isEmpty()) {
        notes.add(one.note());
        continue;
      }
      List<CurvePoint> group = groups.computeIfAbsent(job.group(), name -> new ArrayList<>());
      if (group.stream().noneMatch(point -> point.run() == job.seed())) {
        group.add(starts.get(job.seed()).group(job.group()));
      }
      group.addAll(one.points());
    }
    List<CurvePoint> points = groups.values().stream().flatMap(List::stream).toList();
    return new Measured(points, count, finished, notes);
  }

  /** Returns the point of the start, by seed. */
  private static Map<Long, CurvePoint> starts(Map<CurveJob, Done> done) {
    Map<Long, CurvePoint> starts = new LinkedHashMap<>();
    done.values().stream()
        .filter(one -> one.job().group().isEmpty())
        .forEach(one -> starts.put(one.job().seed(), one.points().get(0)));
    return starts;
  }
}
