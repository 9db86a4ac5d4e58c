package org.attune.cli;

import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.Callable;
import org.attune.Dataset;
import org.attune.Policy;
import org.attune.Provenance;
import org.attune.curve.CurveEvaluator;
import org.attune.curve.OverOptimisation;
import org.attune.reward.Reward;
import org.attune.sample.GenerationConfig;
import org.attune.train.loop.RunOptions;
import org.attune.util.InvalidInputException;
import org.attune.view.Durations;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** Shows how the golden reward first follows and then departs from the reward in training. */
@Command(
    name = "curve",
    description =
        "Draws over-optimisation curves: true win rate and reward against exact KL, over the"
            + " snapshots of trainings and over their settings.",
    abbreviateSynopsis = true,
    synopsisHeading = "Usage: ",
    sortOptions = false,
    footer = {
      "",
      "Examples:",
      "  attune curve --method ipo --seeds 3 --out runs/curve",
      "  attune curve --method ipo --vary beta=0.01,0.1,1 --steps 200 --snapshots 10",
      "  attune curve --method ppo --kl 0 --seeds 3",
      "  attune train --method ipo --on-policy --snapshots 10 --out runs/ipo",
      "  attune curve --runs runs/ipo runs/ppo",
      "",
      "Trains online and offline from the same start policy, with the same loss, steps and"
          + " constant",
      "learning rate. Online, a reward scores responses of the policy, by default a reward model",
      "trained on the pairs of the data; offline, the preferences in the data are used.",
      "Runs execute in parallel, one per processor. Prints the peak of each curve and the distance"
          + " between",
      "curves at equal KL, and writes CSV, PNG and HTML. After Ctrl-C, --resume continues after",
      "the last finished run."
    })
final class CurveCommand implements Callable<Integer> {
  @Option(
      names = "--runs",
      paramLabel = "DIR",
      arity = "1..*",
      description =
          "Folders of trainings with --snapshots to evaluate (default: the command trains).")
  private List<Path> runs = List.of();

  @Option(
      names = "--judge",
      paramLabel = "REWARD",
      converter = RewardOption.Name.class,
      description =
          "The reward that counts as true: golden, length, or the folder of a reward model"
              + " (default: golden for the bundled data).")
  private String judge;

  @Option(
      names = "--prompts",
      paramLabel = "N",
      description = "Number of evaluation prompts (default: 100).")
  private int prompts = 100;

  @Spec private CommandSpec command;
  @Mixin private CurveOptions wish;
  @Mixin private SeedsOption seeds;
  @Mixin private MethodOptions method;
  @Mixin private RolloutOptions rollouts;
  @Mixin private TrainingOptions plan;
  @Mixin private LoraOptions lora;
  @Mixin private DataOptions data;
  @Mixin private ModelOption model;
  @Mixin private RewardOption reward;
  @Mixin private CheckpointOptions checkpoints;
  @Mixin private ClusterOption cluster;
  @Mixin private CommonOptions common;

  @Override
  public Integer call() {
    InvalidInputException.unless(prompts > 0, "--prompts must be > 0, got %d; try 100.", prompts);
    wish.check();
    long began = System.nanoTime();
    Reward truth = truth();
    CurvePlan planned = new CurvePlan(wish, method, rollouts, plan, lora, seeds.all(common));
    check(planned);
    cluster.open();
    Dataset rows = data.data(common);
    Policy start = lora.start(model);
    try (ClusterOption place = cluster) {
      return checkpoints.inFolder(
          common,
          "report.html",
          folder -> {
            Optional<Work> work =
                runs.isEmpty() ? trained(planned, rows, start, folder) : Optional.of(found(start));
            return work.isEmpty()
                ? CheckpointOptions.stopped(common, folder, RewardChoice.TRAINING)
                : measure(work.get(), rows, start, truth, folder, began, place);
          });
    }
  }

  /** Rejects an error before any long work. */
  private void check(CurvePlan planned) {
    if (runs.isEmpty()) {
      planned.check();
    } else {
      UnusedOptions.refuse(
          command,
          "--runs measures every snapshot of finished runs",
          List.of(
              CurveOptions.class,
              MethodOptions.class,
              MethodSettingOptions.class,
              RolloutOptions.class,
              TrainingOptions.class,
              LoraOptions.class,
              SeedsOption.class,
              RewardOption.class),
          Set.of("--max-tokens"));
      runs.forEach(run -> new SnapshotFolders(run).card());
    }
  }

  private Reward truth() {
    InvalidInputException.unless(
        judge != null || data.bundled(),
        "Choose the true reward with --judge: golden, length, or a folder that 'attune reward'"
            + " wrote.");
    return RewardOption.scoring(RewardOption.named(judge, data.bundled()), "--judge");
  }

  /** What to measure, and the reward of the trainings, if one is used. */
  private record Work(List<CurveJob> jobs, Optional<Reward> reward) {}

  private int measure(
      Work work,
      Dataset rows,
      Policy start,
      Reward truth,
      RunFolder folder,
      long began,
      ClusterOption place) {
    List<String> asked = asked(rows).prompts();
    CurveEvaluator judging = evaluator(asked, truth, start, rollouts.longest());
    String shared = truth + " " + asked.hashCode() + " " + rollouts.longest() + start.hash();
    PointFolder kept = new PointFolder(folder.checkpoints(), shared);
    CurveRuns runner = new CurveRuns(judging, start, kept, place.open());
    CurveRuns.Measured measured = runner.measure(work.jobs());
    measured.notes().forEach(common::note);
    Optional<OverOptimisation> curves = measured.curves(asked);
    if (curves.isPresent()) {
      CurveReport report = new CurveReport(curves.get(), start, work.reward(), truth);
      finish(folder, report, measured, facts(work.jobs(), rows, start, truth), began);
    }
    if (!measured.finished()) {
      return CheckpointOptions.stopped(common, folder, measured.words(work.jobs().size()));
    }
    return curves.isPresent() ? 0 : 1;
  }

  private Dataset asked(Dataset rows) {
    return runs.isEmpty() ? data.asked(rows, prompts, common) : data.asked(rows, prompts);
  }

  private static CurveEvaluator evaluator(
      List<String> asked, Reward truth, Policy start, int longest) {
    GenerationConfig decoding = GenerationConfig.temperature(1).maxTokens(longest);
    return new CurveEvaluator(asked, truth, start, start, decoding);
  }

  /** Shows a curve, as far as it goes if stopped; files are written once it is complete. */
  private void finish(
      RunFolder folder,
      CurveReport report,
      CurveRuns.Measured measured,
      Provenance facts,
      long began) {
    common.print(report.text());
    if (measured.finished()) {
      String took = Durations.text(Duration.ofNanos(System.nanoTime() - began));
      report.write(folder, facts.and("took", took), took);
      folder.discardCheckpoints();
      common.print("Took " + took + ". " + folder.summary());
    }
  }

  private Provenance facts(List<CurveJob> jobs, Dataset rows, Policy start, Reward truth) {
    String names = String.join("; ", jobs.stream().map(CurveJob::name).toList());
    String decided = String.join("; ", jobs.stream().map(CurveJob::what).distinct().toList());
    return Provenance.of("runs", names, rows.hash(), start)
        .and("judge", RewardOption.known(truth))
        .and("what decided them", decided);
  }

  private Optional<Work> trained(CurvePlan planned, Dataset rows, Policy start, RunFolder folder) {
    if (!planned.needsReward(rows)) {
      return Optional.of(new Work(planned.jobs(rows, start, Optional.empty()), Optional.empty()));
    }
    RunOptions runOptions = data.runOptions(checkpoints.runOptions(folder));
    RewardChoice.Judge verdict =
        new RewardChoice(reward, common).find(rows, false, start, folder, runOptions);
    Optional<Reward> found = Optional.of(verdict.reward());
    return verdict.finished()
        ? Optional.of(new Work(planned.jobs(rows, start, found), found))
        : Optional.empty();
  }

  private Work found(Policy start) {
    List<CurveJob> jobs = new ArrayList<>();
    for (Path run : runs) {
      SnapshotFolders snapshots = new SnapshotFolders(run);
      InvalidInputException.unless(
          snapshots.card().start().equals(start.hash()),
          "%s started from a policy other than --model, so its KL would be meaningless; give the"
              + " --model it started from.",
          run);
      jobs.add(snapshots.job(cluster.open().isPresent()));
    }
    return new Work(jobs, Optional.empty());
  }
}
