package org.attune.cli;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.attune.Dataset;
import org.attune.Evaluate;
import org.attune.Golden;
import org.attune.Policy;
import org.attune.Provenance;
import org.attune.RewardLabel;
import org.attune.Sweep;
import org.attune.SweepResult;
import org.attune.evaluate.Metric;
import org.attune.method.OfflineMethod;
import org.attune.reward.Reward;
import org.attune.train.loop.RunOptions;
import org.attune.util.InvalidInputException;
import org.attune.view.Durations;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** Tries many settings of one method. */
@Command(
    name = "sweep",
    description = "Tries many settings of one method and evaluates each of them.",
    abbreviateSynopsis = true,
    synopsisHeading = "Usage: ",
    sortOptions = false,
    footer = {
      "",
      "Examples:",
      "  attune sweep --method rwr --vary beta=0.5,1,5,20 --vary learning-rate=1e-3,2e-3 --seeds 3",
      "  attune sweep --method fa --vary threshold=-1..1 --vary learning-rate=1e-4..1e-2 --random"
          + " 20",
      "  attune sweep --method dpo --vary beta=0.01..1 --vary learning-rate=1e-5..1e-3 \\",
      "      --random 27 --steps 450 --halving 50",
      "",
      "Commas separate values; two dots give a range for --random (log-uniform if the upper end is",
      "at least ten times the lower). Runs execute in parallel, one per processor. Finished runs"
          + " in",
      "the --keep folder are reused. Prints one row per setting and writes CSV, PNG and HTML;",
      "sweep.csv grows with each run."
    })
final class SweepCommand implements Callable<Integer> {
  private static final int PROMPTS = 100;
  private static final int FACTOR = 3;

  /** Written anew after each run. */
  private static final String RESULTS = "sweep.csv";

  @Mixin private MethodOptions method;

  @Option(
      names = "--vary",
      paramLabel = "NAME=VALUES",
      required = true,
      description =
          "A setting of the method (such as beta), learning-rate, steps or batch-size, and the"
              + " values to try.")
  private List<String> vary = List.of();

  @Option(
      names = "--random",
      paramLabel = "N",
      description = "Try N random settings (default: all combinations).")
  private Integer random;

  @Option(
      names = "--halving",
      paramLabel = "STEPS",
      description =
          "Successive halving: all settings train for STEPS, the best third three times as long,"
              + " and so on up to --steps.")
  private Integer halving;

  @Option(
      names = "--keep",
      paramLabel = "DIR",
      description = "Folder where finished runs are stored and found (default: runs/trials).")
  private java.nio.file.Path keep = java.nio.file.Path.of("runs", "trials");

  @Mixin private SeedsOption seeds;
  @Mixin private EvaluationOptions judged;
  @Mixin private TrainingOptions plan;
  @Mixin private LoraOptions lora;
  @Mixin private DataOptions data;
  @Mixin private ModelOption model;
  @Mixin private RewardOption reward;
  @Mixin private ClusterOption cluster;
  @Mixin private CommonOptions common;

  @Override
  public Integer call() {
    judged.prompts(PROMPTS); // Rejects a bad number before any long work.
    long start = System.nanoTime();
    plan.requireNoTest("attune sweep");
    OfflineMethod usual = method.make();
    OfflineMethod base = usual.config(lora.apply(plan.apply(usual.config(), common.seed())));
    Sweep<OfflineMethod> whole = sweep(base);
    String described = whole + "."; // Rejects a value or a range before any long work.
    cluster.open();
    Planned planned = new Planned(whole, base, data.data(common), lora.start(model), described);
    try (RunFolder folder = common.folder();
        ClusterOption place = cluster) {
      Optional<RewardChoice.Judge> found = judge(planned, folder);
      if (found.isPresent() && !found.get().finished()) {
        common.note("Stopped " + RewardChoice.TRAINING + ".");
        return 1;
      }
      Optional<Reward> judge = found.map(one -> RewardOption.scoring(one.reward(), "sweep"));
      return run(planned, judge, folder, place, start);
    }
  }

  /** What is swept, on which rows, and from which start. */
  private record Planned(
      Sweep<OfflineMethod> sweep,
      OfflineMethod base,
      Dataset rows,
      Policy start,
      String described) {}

  private int run(
      Planned planned, Optional<Reward> judge, RunFolder folder, ClusterOption place, long start) {
    RewardLabel labels = labels(judge, planned, place);
    Dataset prompts = data.asked(planned.rows(), judged.prompts(PROMPTS), common);
    common.note(planned.described());
    SweepResult<OfflineMethod> swept =
        place
            .open()
            .map(planned.sweep()::on)
            .orElse(planned.sweep())
            .onResult(part -> folder.growing(RESULTS, part.table()))
            .run(labels, planned.start(), prompts, metrics(judge, planned.start()));
    if (swept.table().isEmpty()) {
      common.note("Stopped before the first run was done; the same command starts again.");
      return 1;
    }
    String minutes = Durations.text(Duration.ofNanos(System.nanoTime() - start));
    write(swept, planned, prompts, judge, folder, minutes);
    common.print("Took " + minutes + ". " + folder.summary());
    if (!swept.finished()) {
      common.note("Stopped. The same command continues from the runs in " + keep + ".");
    }
    return swept.finished() ? 0 : 1;
  }

  private void write(
      SweepResult<OfflineMethod> swept,
      Planned planned,
      Dataset prompts,
      Optional<Reward> judge,
      RunFolder folder,
      String minutes) {
    Optional<Reward> truth = data.bundled() ? Optional.of(Golden.reward()) : Optional.empty();
    SweepReport report =
        new SweepReport(swept, planned.start(), prompts.prompts(), judge, truth, random == null);
    common.print(report.text());
    Policy start = planned.start();
    report.write(
        folder,
        RESULTS,
        Provenance.of("sweep", planned.sweep().toString(), planned.rows().hash(), start)
            .and("settings", planned.base().toString())
            .and("took", minutes));
  }

  /** Returns the reward that labels and judges, or nothing if the method uses none. */
  private Optional<RewardChoice.Judge> judge(Planned planned, RunFolder folder) {
    return data.bundled() || !new Unjudged(reward, common).isEnough(List.of(planned.base()))
        ? Optional.of(
            new RewardChoice(reward, common)
                .find(
                    planned.rows(), data.bundled(), planned.start(), folder, RunOptions.defaults()))
        : Optional.empty();
  }

  private RewardLabel labels(Optional<Reward> judge, Planned planned, ClusterOption place) {
    InvalidInputException.unless(
        halving == null || judge.isPresent(),
        "--halving keeps the settings of the highest reward, and %s uses none; give a --reward.",
        planned.base().name());
    Dataset rows = planned.rows();
    return judge.map(place::place).map(rows::rewardLabel).orElseGet(rows::withoutReward);
  }

  private Sweep<OfflineMethod> sweep(OfflineMethod base) {
    Sweep<OfflineMethod> sweep =
        new SweepAxes(method.entry())
            .all(Sweep.of(base), vary)
            .seeds(seeds.all(common).stream().mapToLong(seed -> seed).toArray())
            .decoding(judged.decoding())
            .keep(keep);
    Sweep<OfflineMethod> drawn = random == null ? sweep : sweep.random(random, common.seed());
    return halving == null ? drawn : drawn.successiveHalving(halving, FACTOR);
  }

  private Metric[] metrics(Optional<Reward> judge, Policy start) {
    List<Metric> metrics = new ArrayList<>();
    judge.ifPresent(
        reward ->
            metrics.add(
                reward == Golden.reward()
                    ? Evaluate.meanReward(reward)
                    : Evaluate.meanReward("proxy reward", reward)));
    if (data.bundled() && !judge.equals(Optional.of(Golden.reward()))) {
      metrics.add(Evaluate.meanReward(Golden.reward()));
    }
    metrics.add(Evaluate.klTo(start));
    metrics.add(Evaluate.length());
    return metrics.toArray(Metric[]::new);
  }
}
