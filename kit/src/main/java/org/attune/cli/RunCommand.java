package org.attune.cli;

import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.Callable;
import org.attune.Dataset;
import org.attune.Policy;
import org.attune.Provenance;
import org.attune.Split;
import org.attune.data.RowType;
import org.attune.method.TrainingConfig;
import org.attune.sample.SamplingInterruptedException;
import org.attune.train.loop.RunOptions;
import org.attune.util.InvalidInputException;
import org.attune.view.Durations;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** The default command: the whole pipeline from pairs to a report. */
@Command(
    name = "run",
    description =
        "Runs the whole pipeline: trains a reward model, labels all responses, aligns the policy by"
            + " SFT, FA, RWR and CA, and compares the four.",
    abbreviateSynopsis = true,
    synopsisHeading = "Usage: ",
    sortOptions = false,
    optionListHeading = "%nOptions:%n",
    footer = {
      "",
      "Examples:",
      "  attune run",
      "  attune run --seeds 3 --out runs/three-seeds",
      "  attune run --data helpful.jsonl --test held-out.jsonl --model llama --steps 300",
      "",
      "Without --data the bundled data is used and the golden reward evaluates. With --data the"
          + " policy",
      "is first fine-tuned on the preferred responses, and the reward model is the judge.",
      "Prints one table per decoding and writes CSV files, PNG charts and report.html."
    })
final class RunCommand implements Callable<Integer> {
  private static final int PROMPTS = 200;

  private static final double TRAIN_SHARE = 0.9;

  @Mixin private DataOptions data;

  @Option(
      names = "--test",
      paramLabel = "FILE",
      arity = "1..*",
      description = "Pairs to evaluate on (default: the bundled test pairs, or a tenth of --data).")
  private List<Path> test = List.of();

  @Mixin private ModelOption model;

  @Option(
      names = "--steps",
      paramLabel = "N",
      description = "Optimiser steps of each method (default: 600).")
  private int steps = TrainingConfig.small().steps();

  @Option(
      names = "--learning-rate",
      paramLabel = "X",
      description =
          "Peak learning rate (default: depends on the size of the model and the method).")
  private double learningRate = TrainingConfig.AUTO;

  @Mixin private SeedsOption seeds;
  @Mixin private EvaluationOptions judged;
  @Mixin private CheckpointOptions checkpoints;
  @Mixin private CommonOptions common;

  @Override
  public Integer call() {
    long start = System.nanoTime();
    InvalidInputException.unless(steps > 0, "--steps must be > 0, got %d; try 600.", steps);
    judged.prompts(PROMPTS);
    seeds.all(common); // Rejects both before anything is loaded.
    Split split = split();
    split.train().pairs(); // Rejects data without comparisons before a model is loaded.
    Policy policy = model.policy();
    try (RunFolder folder = checkpoints.folder(common, "report.html")) {
      RunOptions runOptions =
          data.runOptions(checkpoints.runOptions(folder.path().resolve("checkpoints")));
      Pipeline.Result result;
      try {
        result = new Pipeline(settings(split, policy, runOptions), common::print).run();
      } catch (Pipeline.Stopped | SamplingInterruptedException stopped) {
        common.note(
            "Stopped. To continue, repeat the options and add --resume " + folder.path() + ".");
        return 1;
      }
      finish(folder, result, policy, System.nanoTime() - start);
      return 0;
    }
  }

  /**
   * Returns the split: the bundled world has its own held-out pairs; other data is split by prompt.
   */
  private Split split() {
    Dataset train = data.data(common);
    if (data.bundled() && test.isEmpty()) {
      return new Split(train, Dataset.bundled("test"));
    }
    return test.isEmpty()
        ? train.split(TRAIN_SHARE, common.seed())
        : new Split(train, data.held(train, test, common));
  }

  private Pipeline.Settings settings(Split split, Policy policy, RunOptions runOptions) {
    Dataset asked =
        data.bundled() && test.isEmpty() ? Dataset.bundled("prompts").shuffle(1) : split.test();
    Dataset bare = asked.kind() == RowType.PROMPTS ? asked : Dataset.ofPrompts(asked.prompts());
    return new Pipeline.Settings(
        split.train(),
        split.test(),
        bare.take(judged.prompts(PROMPTS)),
        policy,
        data.bundled(),
        steps,
        learningRate,
        seeds.all(common),
        judged.maxTokens(),
        runOptions);
  }

  private void finish(RunFolder folder, Pipeline.Result result, Policy policy, long nanos) {
    String minutes = Durations.text(Duration.ofNanos(nanos));
    RunReport report = new RunReport(result);
    Provenance provenance =
        result
            .comparison()
            .alignments()
            .get(0)
            .provenance()
            .and("begun with", policy + ", weights " + policy.hash())
            .and("took", minutes);
    report.write(folder, provenance, minutes);
    folder.discard("checkpoints");
    common.print(report.text());
    common.print("\n" + report.verdict());
    common.print("Took " + minutes + ". Open " + folder.path().resolve("report.html"));
  }
}
