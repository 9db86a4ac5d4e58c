package org.attune.bench;

import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;
import java.util.stream.IntStream;
import org.attune.method.Dpo;
import org.attune.method.Method;
import org.attune.method.Plan;
import org.attune.method.Sft;
import org.attune.model.LanguageModel;
import org.attune.model.LlamaConfig;
import org.attune.model.Precision;
import org.attune.train.Keeping;
import org.attune.train.PolicyTraining;
import org.attune.train.PolicyTraining.Labelled;

/**
 * Training steps as users take them: batch, forward and backward pass, clipping, AdamW. Setting a
 * training up, and its first steps, are not counted.
 */
final class Steps {
  /** A new batch shape is compiled, and allocations settle, in the first steps. */
  private static final int FIRST = 5;

  private final Shape shape;
  private final LanguageModel model;

  Steps(Shape shape, LanguageModel model) {
    this.shape = shape;
    this.model = model;
  }

  /** Returns SFT on whole sequences: every input predicts a token. */
  Racer sft() {
    LlamaConfig config = shape.config();
    var rows = new Words(config.vocabulary(), 1).wholes(shape.batch(), shape.time());
    List<Double> rewards = rows.stream().map(row -> 0.0).toList();
    double flops = Work.step(config, shape.tokens(), shape.tokens(), shape.time());
    return racer(
        "train SFT",
        flops,
        (keeping, plan) -> training(new Sft().plan(plan)).run(rows, rewards, keeping),
        shape.batch());
  }

  /** Returns DPO on pairs that are half prompt and half response, as many sequences a step. */
  Racer dpo() {
    Words words = new Words(shape.config().vocabulary(), 2);
    int half = shape.time() / 2;
    List<Labelled> rows =
        IntStream.range(0, shape.batch() / 2)
            .mapToObj(pair -> words.text(half - 1))
            .flatMap(
                prompt ->
                    IntStream.range(0, 2)
                        .mapToObj(i -> new Labelled(prompt, words.text(half), 1.0 - i)))
            .toList();
    double flops = Work.step(shape.config(), shape.tokens(), shape.tokens() / 2, shape.time());
    return racer(
        "train DPO",
        flops,
        (keeping, plan) -> training(new Dpo().plan(plan)).run(rows, keeping),
        shape.batch() / 2);
  }

  private PolicyTraining training(Method method) {
    return new PolicyTraining(model, Words.LAYOUT, method);
  }

  private interface Run {
    PolicyTraining.Result with(Keeping keeping, Plan plan);
  }

  private Racer racer(String what, double flops, Run run, int examples) {
    String precision = Precisions.name(Precision.forTraining(model.decoder().weights().device()));
    Racer.Event event = new Racer.Event(what, precision, shape.batch(), shape.time());
    Function<Integer, Lap> laps =
        times -> {
          List<Double> seconds = new ArrayList<>();
          Plan plan = Plan.small().steps(FIRST + times).batchSize(examples).microBatch(examples);
          Keeping keeping = Keeping.nothing().listener(step -> seconds.add(step.seconds()));
          if (!run.with(keeping, plan).finished()) {
            throw new Racer.Stopped();
          }
          double sum = seconds.stream().skip(FIRST).mapToDouble(Double::doubleValue).sum();
          return new Lap(times, (long) shape.tokens() * times, flops * times, sum);
        };
    return new Racer(event, laps::apply);
  }
}
