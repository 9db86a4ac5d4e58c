package org.attune;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.function.Supplier;
import org.attune.cluster.Cluster;
import org.attune.engine.Workers;
import org.attune.evaluate.Evaluator;
import org.attune.evaluate.Metric;
import org.attune.method.Method;
import org.attune.sample.GenerationConfig;
import org.attune.sweep.Setting;
import org.attune.sweep.Trial;
import org.attune.sweep.TrialFolder;
import org.attune.util.InvalidInputException;

/** Runs the settings and seeds of a sweep in parallel and saves finished trials. */
final class SweepRunner<M extends Method> {
  private static final double TRAINING = 0.9; // The last tenth is evaluation.

  private final RewardLabel labels;
  private final Policy start;
  private final GenerationConfig decoding;
  private final TrialFolder folder;
  private final List<Metric> metrics;
  private final Evaluator evaluator; // Shared, so that baselines answer once.
  private final List<String> prompts;
  private final Consumer<SweepResult<M>> listener;
  private TrialTask.Measured reference = TrialTask.Measured.NOTHING;

  SweepRunner(
      RewardLabel labels,
      Policy start,
      List<String> prompts,
      List<Metric> metrics,
      GenerationConfig decoding,
      TrialFolder folder,
      Consumer<SweepResult<M>> listener) {
    InvalidInputException.unless(!prompts.isEmpty(), "There are no prompts to judge on.");
    this.labels = labels;
    this.start = start;
    this.prompts = prompts;
    this.decoding = decoding;
    this.folder = folder;
    this.listener = listener;
    this.metrics = List.copyOf(metrics);
    this.evaluator = new Evaluator(prompts, metrics);
  }

  /**
   * Where trials run.
   *
   * @param lanes how many run at once in this process
   * @param cluster the cluster, if they do not run in this process
   */
  record Placement(int lanes, Optional<Cluster> cluster) {}

  /** A setting and a seed that have no trial yet, with their key. */
  private record Open<M extends Method>(Setting<M> setting, long seed, String what) {}

  /** A trial with its key. */
  private record Done(String what, Trial trial) {}

  SweepResult<M> run(
      List<String> axes, List<Setting<M>> settings, List<Long> seeds, Placement placement) {
    List<Trial> all = new ArrayList<>();
    List<Open<M>> open = new ArrayList<>();
    boolean finished = measureStart();
    SweepTables.requireNames(axes, reference.metrics().keySet());
    sort(settings, seeds, all, open);
    Consumer<Done> each =
        done -> {
          all.add(kept(done));
          listener.accept(result(axes, settings, all, false));
        };
    finished &=
        placement.cluster().isPresent()
            ? there(placement.cluster().get(), open, each)
            : here(placement.lanes(), open, all.size(), each);
    return result(axes, settings, all, finished);
  }

  /** Sorts trials into those that the folder has and those that are still open. */
  private void sort(
      List<Setting<M>> settings, List<Long> seeds, List<Trial> done, List<Open<M>> open) {
    for (long seed : seeds) {
      for (Setting<M> setting : settings) {
        String what = what(setting, seed);
        Optional<Trial> kept = folder.find(what);
        kept.ifPresentOrElse(
            trial -> done.add(trial.numbered(setting.number())),
            () -> open.add(new Open<>(setting, seed, what)));
      }
    }
  }

  /** Measures the start once: the rungs of a search share it. */
  private boolean measureStart() {
    return !reference.metrics().isEmpty()
        || Workers.run(
            List.<Supplier<TrialTask.Measured>>of(
                () -> TrialTask.measure(start, evaluator, decoding, 0)),
            1,
            measured -> reference = measured);
  }

  private boolean here(int lanes, List<Open<M>> open, int before, Consumer<Done> each) {
    List<ParallelRuns.Job<Optional<Done>>> jobs =
        open.stream().map(o -> job(o.setting(), o.seed(), o.what())).toList();
    return new ParallelRuns<Optional<Done>>("sweep", TRAINING, Optional::isPresent)
        .run(before, jobs, ParallelRuns.most(start, lanes), done -> done.ifPresent(each));
  }

  private boolean there(Cluster cluster, List<Open<M>> open, Consumer<Done> each) {
    List<TrialTask> pieces = open.stream().map(o -> task(o.setting(), o.seed())).toList();
    return cluster.run(
        "sweep",
        pieces,
        (piece, trial) ->
            trial.ifPresent(found -> each.accept(new Done(open.get(piece).what(), found))));
  }

  private TrialTask task(Setting<M> setting, long seed) {
    Method method = setting.method().config(setting.method().config().seed(seed));
    return new TrialTask(labels, start, method, setting.number(), seed, prompts, metrics, decoding);
  }

  private SweepResult<M> result(
      List<String> axes, List<Setting<M>> settings, List<Trial> trials, boolean finished) {
    List<Trial> sorted = new ArrayList<>(trials);
    sorted.sort(Comparator.comparingInt(Trial::setting).thenComparingLong(Trial::seed));
    return new SweepResult<>(axes, settings, sorted, reference, prompts.size(), finished);
  }

  private Trial kept(Done done) {
    folder.keep(done.what(), done.trial());
    return done.trial();
  }

  private ParallelRuns.Job<Optional<Done>> job(Setting<M> setting, long seed, String what) {
    String name = "setting " + setting.number() + " (seed " + seed + ")";
    return new ParallelRuns.Job<>(
        name,
        setting.method(),
        callback -> task(setting, seed).run(callback, evaluator).map(t -> new Done(what, t)));
  }

  /**
   * Returns the key of a trial: everything that decides it. Metrics are identified by their values
   * for the start.
   */
  private String what(Setting<M> setting, long seed) {
    return String.join(
        "\n",
        setting.method().toString(),
        "seed " + seed,
        labels.dataHash() + " " + labels.rewardHash(),
        start.hash() + " " + start.layout(),
        decoding + " " + decoding.maxTokens() + " " + decoding.seed(),
        prompts.size() + " prompts " + prompts.hashCode(),
        reference.metrics().toString());
  }
}
