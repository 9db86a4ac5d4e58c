package org.attune.cli;

import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.Callable;
import org.attune.Dataset;
import org.attune.Policy;
import org.attune.Provenance;
import org.attune.Split;
import org.attune.claims.ClaimInterruptedException;
import org.attune.claims.ResponseSpeed;
import org.attune.data.RowType;
import org.attune.method.TrainingConfig;
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
      description = "Optimiser steps of each method (default: 600, or those of --size).")
  private Integer steps;

  @Option(
      names = "--learning-rate",
      paramLabel = "X",
      description =
          "Peak learning rate (default: depends on the size of the model and the method).")
  private double learningRate = TrainingConfig.AUTO;

  @Mixin private SizeOption sizes;
  @Mixin private SeedsOption seeds;
  @Mixin private EvaluationOptions judged;
  @Mixin private CheckpointOptions checkpoints;
  @Mixin private CommonOptions common;

  @Override
  public Integer call() {
    long start = System.nanoTime();
    InvalidInputException.unless(
        steps == null || steps > 0, "--steps must be > 0, got %d; try 600.", steps);
    judged.prompts(RunSize.FULL.prompts());
    seeds.all(common);
    sizes.check(inWorld()); // Rejects all before anything is loaded.
    Split split = split();
    split.train().pairs(); // Rejects data without comparisons before a model is loaded.
    Policy policy = model.policy();
    return checkpoints.inFolder(common, "report.html", folder -> run(folder, split, policy, start));
  }

  private int run(RunFolder folder, Split split, Policy policy, long start) {
    RunOptions runOptions = data.runOptions(checkpoints.runOptions(folder));
    try {
      SizeOption.Choice size = size(folder.checkpoints(), split.train(), policy);
      Pipeline.Settings settings = settings(split, policy, size.size(), runOptions);
      Pipeline.Result result = new Pipeline(settings, common::print).run();
      finish(folder, result, policy, settings.size() + size.reason(), System.nanoTime() - start);
      return 0;
    } catch (Pipeline.Stopped | ClaimInterruptedException e) {
      return CheckpointOptions.stopped(common, folder, "");
    }
  }

  /** Returns whether everything is read from the bundled world. */
  private boolean inWorld() {
    return data.bundled() && test.isEmpty();
  }

  /** Chooses the size of the run; the command that repeats the run names it. */
  private SizeOption.Choice size(Path checkpoints, Dataset pairs, Policy policy) {
    SizeOption.Choice size =
        sizes.choose(
            checkpoints,
            () -> {
              common.note("Measuring the speed of this machine ...");
              return ResponseSpeed.measure(
                  pairs, policy, judged.maxTokens(), ResponseSpeed.Clock.PROCESSOR);
            });
    if (!size.given()) {
      common.print(String.format("%-8s %s", "Size", size.text()));
      String command = System.getProperty(Attune.COMMAND_LINE, "attune run");
      System.setProperty(Attune.COMMAND_LINE, command + " --size " + size.size().option());
    }
    return size;
  }

  /**
   * Returns the split: the bundled world has its own held-out pairs; other data is split by prompt.
   */
  private Split split() {
    Dataset train = data.data(common);
    if (inWorld()) {
      return new Split(train, Dataset.bundled("test"));
    }
    return test.isEmpty()
        ? train.split(TRAIN_SHARE, common.seed())
        : new Split(train, data.held(train, test, common));
  }

  private Pipeline.Settings settings(
      Split split, Policy policy, RunSize size, RunOptions runOptions) {
    Dataset asked = inWorld() ? Dataset.bundled("prompts").shuffle(1) : split.test();
    Dataset bare = asked.kind() == RowType.PROMPTS ? asked : Dataset.ofPrompts(asked.prompts());
    return new Pipeline.Settings(
        inWorld() ? split.train().take(size.pairs()) : split.train(),
        split.test(),
        bare.take(judged.prompts(size.prompts())),
        policy,
        data.bundled(),
        steps == null ? size.steps() : steps,
        learningRate,
        seeds.all(common),
        judged.maxTokens(),
        runOptions);
  }

  private void finish(
      RunFolder folder, Pipeline.Result result, Policy policy, String size, long nanos) {
    String minutes = Durations.text(Duration.ofNanos(nanos));
    RunReport report = new RunReport(result);
    Provenance provenance =
        result
            .comparison()
            .alignments()
            .get(0)
            .provenance()
            .and("begun with", policy + ", weights " + policy.hash())
            .and("size", size)
            .and("took", minutes);
    report.write(folder, provenance, minutes);
    folder.discardCheckpoints();
    common.print(report.text());
    common.print("\n" + report.verdict());
    common.print("Took " + minutes + ". Open " + folder.path().resolve("report.html"));
  }
}
