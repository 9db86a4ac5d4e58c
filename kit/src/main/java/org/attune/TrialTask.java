package org.attune;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.attune.cluster.ClusterTask;
import org.attune.data.KeptAnswers;
import org.attune.evaluate.Evaluator;
import org.attune.evaluate.Measurements;
import org.attune.evaluate.Metric;
import org.attune.method.Method;
import org.attune.sample.Completions;
import org.attune.sample.GenerationConfig;
import org.attune.sweep.Trial;
import org.attune.train.loop.NonFiniteLossException;
import org.attune.train.loop.RunOptions;
import org.attune.train.loop.StepMetrics;
import org.attune.train.loop.TrainingCallback;

/**
 * One training and evaluation of a sweep.
 *
 * @param labels the labelled responses
 * @param start the policy that training starts from
 * @param method the method with its setting and seed
 * @param setting the number of the setting
 * @param seed the training seed
 * @param prompts the evaluation prompts
 * @param metrics the metrics
 * @param decoding the decoding for evaluation
 */
record TrialTask(
    RewardLabel labels,
    Policy start,
    Method method,
    int setting,
    long seed,
    List<String> prompts,
    List<Metric> metrics,
    GenerationConfig decoding)
    implements ClusterTask<Optional<Trial>> {
  private static final String NAME = "sweep";

  @Override
  public Optional<Trial> run() {
    return run(step -> {}, new Evaluator(prompts, metrics));
  }

  /** Returns the trial, or nothing if it was stopped; a training that diverges has no metrics. */
  Optional<Trial> run(TrainingCallback listener, Evaluator evaluator) {
    long before = System.nanoTime();
    try {
      AlignmentResult run = labels.align(method, start, RunOptions.defaults().callback(listener));
      if (!run.finished()) {
        return Optional.empty();
      }
      listener.onProgress("judging", 0, 1);
      Measured found = measure(run.policy(), evaluator, decoding, seed);
      List<StepMetrics> steps = run.history().steps();
      double loss = steps.get(steps.size() - 1).loss();
      double seconds = (System.nanoTime() - before) / 1e9;
      return Optional.of(
          new Trial(
              setting, seed, found.metrics, steps.size(), loss, seconds, "", found.answers()));
    } catch (NonFiniteLossException diverged) {
      double seconds = (System.nanoTime() - before) / 1e9;
      String note = diverged.getMessage();
      return Optional.of(
          new Trial(setting, seed, Map.of(), 0, Double.NaN, seconds, note, Optional.empty()));
    }
  }

  /** The main metrics of a policy by name, and its answers. */
  record Measured(Map<String, Double> metrics, Optional<KeptAnswers> answers) {
    static final Measured NOTHING = new Measured(Map.of(), Optional.empty());
  }

  /** Each training seed has its own sampling seed, shared by all settings. */
  static Measured measure(
      Policy policy, Evaluator evaluator, GenerationConfig decoding, long seed) {
    GenerationConfig own = decoding.seed(decoding.seed() + seed);
    Evaluator.Result result =
        evaluator.run(
            List.of(List.of(policy.named(NAME).entrant())), List.of(own), (done, all) -> {});
    Map<String, Double> found = new LinkedHashMap<>();
    result.rows().stream()
        .filter(row -> row.policy().equals(NAME) && row.main())
        .forEach(row -> found.put(row.metric(), row.interval().value()));
    Completions answers = result.contests().get(own.toString()).answers().get(NAME);
    String first = found.keySet().iterator().next();
    List<Double> scores =
        result.measured().get(own.toString()).samples(new Measurements.Key(NAME, first));
    return new Measured(found, Optional.of(answers.kept(answers.texts().size(), scores)));
  }
}
