package org.attune.bench;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import org.attune.engine.Precision;
import org.attune.method.Dpo;
import org.attune.method.OfflineMethod;
import org.attune.method.Sft;
import org.attune.method.TrainingConfig;
import org.attune.model.LanguageModel;
import org.attune.model.LlamaConfig;
import org.attune.train.loop.RunOptions;
import org.attune.train.offline.LabelledResponse;
import org.attune.train.offline.PolicyTraining;
import org.attune.util.ProcessorTime;

/**
 * Benchmarks of full training steps: batch, forward and backward pass, clipping, AdamW. Set-up and
 * the first steps are not counted.
 */
final class StepBenchmarks {
  /** Warm-up steps, in which a new batch shape is compiled and allocations settle. */
  private static final int FIRST = 5;

  private final BenchShape shape;
  private final LanguageModel model;

  StepBenchmarks(BenchShape shape, LanguageModel model) {
    this.shape = shape;
    this.model = model;
  }

  /** Returns SFT on whole sequences: every input predicts a token. */
  BenchTask sft() {
    LlamaConfig config = shape.config();
    var rows = new SyntheticText(config.vocabulary(), 1).wholes(shape.batch(), shape.time());
    List<Double> rewards = rows.stream().map(row -> 0.0).toList();
    double flops = FlopCount.step(config, shape.tokens(), shape.tokens(), shape.time());
    return racer(
        "train SFT",
        flops,
        (runOptions, plan) -> training(new Sft().config(plan)).run(rows, rewards, runOptions),
        shape.batch());
  }

  /**
   * Returns DPO on pairs that are half prompt and half response, with as many sequences per step.
   */
  BenchTask dpo() {
    SyntheticText words = new SyntheticText(shape.config().vocabulary(), 2);
    int half = shape.time() / 2;
    List<LabelledResponse> rows =
        IntStream.range(0, shape.batch() / 2)
            .mapToObj(pair -> words.text(half - 1))
            .flatMap(
                prompt ->
                    IntStream.range(0, 2)
                        .mapToObj(i -> new LabelledResponse(prompt, words.text(half), 1.0 - i)))
            .toList();
    double flops = FlopCount.step(shape.config(), shape.tokens(), shape.tokens() / 2, shape.time());
    return racer(
        "train DPO",
        flops,
        (runOptions, plan) -> training(new Dpo().config(plan)).run(rows, runOptions),
        shape.batch() / 2);
  }

  private PolicyTraining training(OfflineMethod method) {
    return new PolicyTraining(model, SyntheticText.LAYOUT, method);
  }

  private interface Run {
    PolicyTraining.Result with(RunOptions runOptions, TrainingConfig plan);
  }

  private BenchTask racer(String what, double flops, Run run, int examples) {
    String precision =
        PrecisionNames.name(Precision.forTraining(model.decoder().weights().device()));
    BenchTask.Event event = new BenchTask.Event(what, precision, shape.batch(), shape.time());
    return new BenchTask(
        event,
        times -> {
          TrainingConfig plan =
              TrainingConfig.small().steps(FIRST + times).batchSize(examples).microBatch(examples);
          return laps(run, plan, flops * times);
        });
  }

  /** Runs a training and measures its steps without the first ones. */
  private Measurement laps(Run run, TrainingConfig plan, double flops) {
    List<Double> seconds = new ArrayList<>();
    List<Double> processor = new ArrayList<>();
    RunOptions noting =
        RunOptions.defaults()
            .callback(
                step -> {
                  seconds.add(step.seconds());
                  processor.add(ProcessorTime.seconds());
                });
    if (!run.with(noting, plan).finished()) {
      throw new BenchTask.Stopped();
    }
    int times = plan.steps() - FIRST;
    double sum = seconds.stream().skip(FIRST).mapToDouble(Double::doubleValue).sum();
    double used = processor.get(processor.size() - 1) - processor.get(FIRST - 1);
    return new Measurement(times, (long) shape.tokens() * times, flops, sum, used);
  }
}
