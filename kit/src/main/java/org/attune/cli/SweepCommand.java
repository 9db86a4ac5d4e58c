package org.attune.cli;

import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
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
import org.attune.view.ReportPage;
import org.attune.view.TextTable;
import org.knowm.xchart.internal.chartpart.Chart;
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
      "  attune sweep --method dpo --vary beta=0.01..1 --vary learning-rate=1e-5..1e-3 --random 27"
          + " --steps 450 --halving 50",
      "",
      "Commas separate values; two dots give a range for --random (log-uniform if the",
      "upper end is at least ten times the lower). Runs execute in parallel, one per processor."
          + " Finished",
      "runs in the --keep folder are reused. Prints one row per setting and writes CSV, PNG and"
          + " HTML; sweep.csv grows with each run."
    })
final class SweepCommand implements Callable<Integer> {
  private static final int PROMPTS = 100;
  private static final int FACTOR = 3;

  /** Settings per axis from which it is worth asking which axis matters. */
  private static final int WORTH_COMPARING = 5;

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
    Sweep<OfflineMethod> sweep =
        new SweepAxes(method.entry())
            .all(Sweep.of(base), vary)
            .seeds(seeds.all(common).stream().mapToLong(seed -> seed).toArray())
            .decoding(judged.decoding())
            .keep(keep);
    Sweep<OfflineMethod> drawn = random == null ? sweep : sweep.random(random, common.seed());
    Sweep<OfflineMethod> whole = halving == null ? drawn : drawn.successiveHalving(halving, FACTOR);
    String planned = whole + "."; // Rejects a value or a range before any long work.
    Sweep<OfflineMethod> placed = cluster.open().map(whole::on).orElse(whole);
    Dataset rows = data.data(common);
    Policy policy = model.policy().named("start");
    try (RunFolder folder = common.folder();
        ClusterOption place = cluster) {
      Optional<Reward> judge = Optional.empty();
      if (data.bundled() || !new Unjudged(reward, common).isEnough(List.of(base))) {
        RewardChoice.Judge found =
            new RewardChoice(reward, common)
                .find(rows, data.bundled(), policy, folder, RunOptions.defaults());
        if (!found.finished()) {
          common.note("Stopped while training the reward model.");
          return 1;
        }
        judge = Optional.of(RewardOption.scoring(found.reward(), "sweep"));
      }
      InvalidInputException.unless(
          halving == null || judge.isPresent(),
          "--halving keeps the settings of the highest reward, and %s uses none; give a --reward.",
          base.name());
      RewardLabel labels =
          judge.map(place::place).map(rows::rewardLabel).orElseGet(rows::withoutReward);
      Dataset prompts = data.asked(rows, judged.prompts(PROMPTS));
      common.note(planned);
      SweepResult<OfflineMethod> swept =
          placed
              .onResult(part -> folder.growing(RESULTS, part.table()))
              .run(labels, policy, prompts, metrics(judge, policy));
      if (swept.table().isEmpty()) {
        common.note("Stopped before the first run was done.");
        return 1;
      }
      String minutes = Durations.text(Duration.ofNanos(System.nanoTime() - start));
      write(
          folder,
          swept,
          best(swept, judge),
          Provenance.of("sweep", whole.toString(), rows.hash(), policy)
              .and("settings", base.toString())
              .and("took", minutes));
      common.print("Took " + minutes + ". " + folder.summary());
      if (!swept.finished()) {
        common.note("Stopped. The same command continues from the runs in " + keep + ".");
      }
      return swept.finished() ? 0 : 1;
    }
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

  /** Only a reward says which setting is best: KL and length are neither good nor bad. */
  private static String best(SweepResult<OfflineMethod> swept, Optional<Reward> judge) {
    String metric = swept.metrics().get(0);
    return judge.isPresent()
        ? "Best by " + metric + ": " + swept.best(metric)
        : "No reward judged the answers, so there is no best setting; specify a --reward, or"
            + " compare losses and KL.";
  }

  private void write(
      RunFolder folder, SweepResult<OfflineMethod> swept, String best, Provenance provenance) {
    String metric = swept.metrics().get(0);
    common.print(TextTable.text(swept.summary()));
    common.print(best);
    for (int rung = 1; rung < swept.rungs().size(); rung++) {
      folder.csv("sweep-rung-" + rung + ".csv", swept.rungs().get(rung - 1).table());
    }
    folder.growing(RESULTS, swept.table());
    folder.csv("settings.csv", swept.summary());
    ReportPage page = ReportPage.of("Sweep").summary(best).section("Settings");
    page = page.table(swept.summary(), "Means with Student's 95 % interval over seeds.");
    for (Map.Entry<String, Chart<?, ?>> chart : charts(swept, metric).entrySet()) {
      folder.chart(chart.getKey() + ".png", chart.getValue());
      page = page.chart(chart.getValue(), "");
    }
    folder.page("report.html", page.provenance(provenance.facts()));
    folder.provenance(provenance);
  }

  private Map<String, Chart<?, ?>> charts(SweepResult<OfflineMethod> swept, String metric) {
    Map<String, Chart<?, ?>> charts = new LinkedHashMap<>();
    List<String> axes = swept.axes();
    charts.put("parallel", swept.parallel(metric));
    SweepResult<OfflineMethod> first = swept.rungs().get(0);
    if (first.summary().rowCount() >= WORTH_COMPARING * axes.size()) {
      charts.put("importance", first.importanceChart(metric));
    }
    if (halving != null) {
      charts.put("rungs", swept.rungChart(metric));
    }
    if (random == null) {
      axes.forEach(axis -> charts.put("by-" + axis, swept.chart(axis, metric)));
      for (int i = 1; i < axes.size(); i++) {
        charts.put(
            "map-" + axes.get(0) + "-" + axes.get(i),
            swept.heatMap(axes.get(0), axes.get(i), metric));
      }
    }
    return charts;
  }
}
