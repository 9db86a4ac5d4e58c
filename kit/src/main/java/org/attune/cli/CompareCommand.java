package org.attune.cli;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.attune.Compare;
import org.attune.ComparisonResult;
import org.attune.Dataset;
import org.attune.Evaluate;
import org.attune.Evaluation;
import org.attune.Golden;
import org.attune.Policy;
import org.attune.Provenance;
import org.attune.RewardLabel;
import org.attune.evaluate.Metric;
import org.attune.method.Method;
import org.attune.reward.Reward;
import org.attune.train.loop.RunOptions;
import org.attune.util.InvalidInputException;
import org.attune.view.Durations;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** Trains many methods from one start policy and compares them in one table. */
@Command(
    name = "compare",
    description =
        "Trains a reward model, labels the data with it, aligns the policy with every offline"
            + " method, and evaluates all of them on the same prompts.",
    abbreviateSynopsis = true,
    synopsisHeading = "Usage: ",
    sortOptions = false,
    footer = {
      "",
      "Examples:",
      "  attune compare --seeds 3 --out runs/methods",
      "  attune compare --methods dpo,ipo,rrhf-sp,raft --steps 100",
      "",
      "Bundled data is evaluated by the golden reward, other data by the reward that labels it.",
      "Best-of-n sampling is evaluated as well. Prints a table and writes it as",
      "CSV, Markdown, PNG and HTML."
    })
final class CompareCommand implements Callable<Integer> {
  private static final int PROMPTS = 100;

  @Option(
      names = "--methods",
      paramLabel = "NAME",
      split = ",",
      description = "Methods to train, such as dpo,rrhf-sp; sft is always included (default: all).")
  private List<String> names = List.of();

  @Option(
      names = "--best-of",
      paramLabel = "N",
      split = ",",
      description = "Values of n for best-of-n sampling (default: 4,16).")
  private List<Integer> best = List.of(4, 16);

  @Option(
      names = "--steps",
      paramLabel = "N",
      description = "Optimiser steps per method, over all rounds (default: 150).")
  private int steps = 150;

  @Option(
      names = "--sampled-prompts",
      paramLabel = "N",
      description = "Prompts per round for methods that sample (default: 300).")
  private int sampled = 300;

  @Mixin private SeedsOption seeds;
  @Mixin private EvaluationOptions judged;
  @Mixin private DataOptions data;
  @Mixin private ModelOption model;
  @Mixin private RewardOption reward;
  @Mixin private LoraOptions lora;
  @Mixin private CheckpointOptions checkpoints;
  @Mixin private ClusterOption cluster;
  @Mixin private CommonOptions common;

  @Override
  public Integer call() {
    long start = System.nanoTime();
    judged.prompts(PROMPTS);
    seeds.all(common); // Rejects both before anything is loaded.
    InvalidInputException.unless(steps > 0, "--steps must be > 0, got %d; try 150.", steps);
    InvalidInputException.unless(
        sampled > 0, "--sampled-prompts must be > 0, got %d; try 300.", sampled);
    new OfflineMethods(Golden.reward(), sampled)
        .of(names); // Rejects an error before any long work.
    cluster.open();
    Dataset rows = data.data(common);
    rows.pairs();
    Policy policy = lora.start(model);
    try (ClusterOption place = cluster) {
      return checkpoints.inFolder(
          common, "report.html", folder -> run(rows, policy, folder, start, place));
    }
  }

  private int run(Dataset rows, Policy policy, RunFolder folder, long start, ClusterOption place) {
    RunOptions runOptions = data.runOptions(checkpoints.runOptions(folder));
    Optional<RewardChoice.Judge> found = judge(rows, policy, folder, runOptions);
    if (found.isPresent() && !found.get().finished()) {
      return CheckpointOptions.stopped(common, folder, RewardChoice.TRAINING);
    }
    Optional<Reward> labelling =
        found.map(judge -> RewardOption.scoring(judge.reward(), "compare"));
    RewardLabel labels =
        labelling.map(place::place).map(rows::rewardLabel).orElseGet(rows::withoutReward);
    common.print(labels.toString());
    ComparisonResult trained = compare(labelling, place).run(labels, policy, runOptions);
    if (!trained.finished()) {
      return CheckpointOptions.stopped(common, folder, "");
    }
    ComparisonResult all = withBestOf(trained, policy, labelling);
    finish(folder, report(all, rows, policy, labelling), labels, policy, start);
    return 0;
  }

  /** Returns the reward that labels, or nothing if no method uses one. */
  private Optional<RewardChoice.Judge> judge(
      Dataset rows, Policy policy, RunFolder folder, RunOptions runOptions) {
    return new Unjudged(reward, common).isEnough(methods(Golden.reward()))
        ? Optional.empty()
        : Optional.of(
            new RewardChoice(reward, common).find(rows, false, policy, folder, runOptions));
  }

  private Compare compare(Optional<Reward> labelling, ClusterOption place) {
    Compare here = new Compare(methods(labelling.orElse(Golden.reward())), seeds.all(common));
    return place.open().map(here::on).orElse(here);
  }

  private CompareReport report(
      ComparisonResult all, Dataset rows, Policy policy, Optional<Reward> labelling) {
    Evaluation evaluation =
        all.evaluate(
            data.asked(rows, judged.prompts(PROMPTS), common),
            List.of(judged.decoding()),
            metrics(labelling, all, policy));
    Optional<Reward> truth = data.bundled() ? Optional.of(Golden.reward()) : Optional.empty();
    return new CompareReport(all, evaluation, labelling, truth);
  }

  private ComparisonResult withBestOf(
      ComparisonResult trained, Policy policy, Optional<Reward> labelling) {
    if (labelling.isEmpty()) {
      common.note(
          "These methods use no reward, so none is trained and best-of-n sampling is left out;"
              + " --reward model trains one.");
      return trained;
    }
    ComparisonResult judged = trained;
    for (int n : best) {
      judged = judged.and(policy.bestOf(n, labelling.get()).named("best of " + n));
    }
    return judged;
  }

  /**
   * Returns the methods: all train equally long, each at its own learning rate; samples are as long
   * as answers.
   */
  private List<Method> methods(Reward labelling) {
    return new OfflineMethods(labelling, sampled)
        .of(names).stream()
            .map(method -> OfflineMethods.limited(method, judged.maxTokens()))
            .map(method -> method.config(lora.apply(method.config().steps(steps))))
            .toList();
  }

  private Metric[] metrics(Optional<Reward> labelling, ComparisonResult comparison, Policy start) {
    Optional<Reward> judge = data.bundled() ? Optional.of(Golden.reward()) : labelling;
    List<Metric> metrics = new ArrayList<>();
    if (data.bundled()) {
      metrics.add(Evaluate.meanReward(Golden.reward()));
    }
    labelling.ifPresent(reward -> metrics.add(Evaluate.meanReward("proxy reward", reward)));
    judge.ifPresent(reward -> metrics.add(Evaluate.winRate(reward, comparison.policy("SFT"))));
    metrics.add(Evaluate.klTo(start));
    metrics.add(Evaluate.perplexity(start));
    metrics.add(Evaluate.length());
    return metrics.toArray(Metric[]::new);
  }

  private void finish(
      RunFolder folder, CompareReport report, RewardLabel labels, Policy policy, long start) {
    String took = Durations.text(Duration.ofNanos(System.nanoTime() - start));
    Provenance provenance =
        Provenance.of("methods", report.methods(), labels.dataHash(), policy)
            .and("reward", labels.reward().toString())
            .and("took", took);
    report.write(folder, provenance, took);
    folder.discardCheckpoints();
    common.print(report.text());
    common.print("Took " + took + ". " + folder.summary());
  }
}
