package org.attune;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.attune.engine.Workers;
import org.attune.evaluate.Evaluator;
import org.attune.evaluate.Metric;
import org.attune.method.Method;
import org.attune.sample.GenerationConfig;
import org.attune.sweep.Setting;
import org.attune.sweep.Trial;
import org.attune.sweep.TrialFolder;
import org.attune.train.loop.RunOptions;
import org.attune.train.loop.TrainingCallback;
import org.attune.util.InvalidInputException;

/** Runs the settings and seeds of a sweep in parallel and saves finished trials. */
final class SweepRunner<M extends Method> {
  private static final double TRAINING = 0.9; // The last tenth is evaluation.

  private final RewardLabel labels;
  private final Policy start;
  private final GenerationConfig decoding;
  private final TrialFolder folder;
  private final Evaluator evaluator;
  private final List<String> prompts;
  private final Map<String, Double> reference = new LinkedHashMap<>();

  SweepRunner(
      RewardLabel labels,
      Policy start,
      List<String> prompts,
      List<Metric> metrics,
      GenerationConfig decoding,
      TrialFolder folder) {
    InvalidInputException.unless(!prompts.isEmpty(), "There are no prompts to judge on.");
    this.labels = labels;
    this.start = start;
    this.prompts = prompts;
    this.decoding = decoding;
    this.folder = folder;
    this.evaluator = new Evaluator(prompts, metrics);
  }

  /** A trial with its key. */
  private record Done(String what, Trial trial) {}

  SweepResult<M> run(List<String> axes, List<Setting<M>> settings, List<Long> seeds, int lanes) {
    List<Trial> all = new ArrayList<>();
    List<ParallelRuns.Job<Optional<Done>>> open = new ArrayList<>();
    boolean finished =
        !reference.isEmpty() // The rungs of a search share one measurement of the start.
            || Workers.run(List.of(() -> measure(start, 0)), 1, reference::putAll);
    SweepResult.requireNames(axes, reference.keySet());
    for (long seed : seeds) {
      for (Setting<M> setting : settings) {
        String what = what(setting, seed, reference);
        Optional<Trial> kept = folder.find(what);
        kept.ifPresentOrElse(
            trial -> all.add(renumbered(trial, setting)), () -> open.add(job(setting, seed, what)));
      }
    }
    finished &=
        new ParallelRuns<Optional<Done>>("sweep", TRAINING, Optional::isPresent)
            .run(
                all.size(),
                open,
                ParallelRuns.most(start, lanes),
                done -> done.ifPresent(d -> all.add(kept(d))));
    all.sort(Comparator.comparingInt(Trial::setting).thenComparingLong(Trial::seed));
    return new SweepResult<>(axes, settings, all, reference, prompts.size(), finished);
  }

  private Trial kept(Done done) {
    folder.keep(done.what(), done.trial());
    return done.trial();
  }

  private ParallelRuns.Job<Optional<Done>> job(Setting<M> setting, long seed, String what) {
    String name = "setting " + setting.number() + " (seed " + seed + ")";
    return new ParallelRuns.Job<>(
        name, setting.method(), listener -> trial(setting, seed, what, listener));
  }

  /**
   * Returns the key of a trial: everything that decides it. Metrics are identified by their values
   * for the start.
   */
  private String what(Setting<M> setting, long seed, Map<String, Double> reference) {
    return String.join(
        "\n",
        setting.method().toString(),
        "seed " + seed,
        labels.dataHash() + " " + labels.rewardHash(),
        start.hash() + " " + start.layout(),
        decoding + " " + decoding.maxTokens() + " " + decoding.seed(),
        prompts.size() + " prompts " + prompts.hashCode(),
        reference.toString());
  }

  private Trial renumbered(Trial trial, Setting<M> setting) {
    return new Trial(
        setting.number(),
        trial.seed(),
        trial.metrics(),
        trial.steps(),
        trial.loss(),
        trial.seconds(),
        trial.note());
  }

  private Optional<Done> trial(
      Setting<M> setting, long seed, String what, TrainingCallback listener) {
    long before = System.nanoTime();
    Method method = setting.method().config(setting.method().config().seed(seed));
    try {
      AlignmentResult run = labels.align(method, start, RunOptions.defaults().callback(listener));
      if (!run.finished()) {
        return Optional.empty();
      }
      listener.onProgress("judging", 0, 1);
      Map<String, Double> metrics = measure(run.policy(), seed);
      var steps = run.history().steps();
      double loss = steps.get(steps.size() - 1).loss();
      double seconds = (System.nanoTime() - before) / 1e9;
      return Optional.of(
          new Done(
              what, new Trial(setting.number(), seed, metrics, steps.size(), loss, seconds, "")));
    } catch (org.attune.train.loop.NonFiniteLossException diverged) {
      double seconds = (System.nanoTime() - before) / 1e9;
      String note = diverged.getMessage();
      return Optional.of(
          new Done(
              what, new Trial(setting.number(), seed, Map.of(), 0, Double.NaN, seconds, note)));
    }
  }

  /** Each training seed has its own sampling seed, shared by all settings. */
  private Map<String, Double> measure(Policy policy, long seed) {
    GenerationConfig own = decoding.seed(decoding.seed() + seed);
    Map<String, Double> metrics = new LinkedHashMap<>();
    evaluator
        .run(List.of(List.of(policy.named("sweep").entrant())), List.of(own), (done, all) -> {})
        .rows()
        .stream()
        .filter(row -> row.policy().equals("sweep") && row.main())
        .forEach(row -> metrics.put(row.metric(), row.interval().value()));
    return metrics;
  }
}
