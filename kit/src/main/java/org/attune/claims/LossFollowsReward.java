package org.attune.claims;

import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.attune.Align;
import org.attune.AlignmentResult;
import org.attune.Policy;
import org.attune.RewardLabel;
import org.attune.claims.FigureData.FigureLine;
import org.attune.data.RecordFile;
import org.attune.evaluate.StudentInterval;
import org.attune.method.LearningRateSchedule;
import org.attune.method.Method;
import org.attune.method.TrainingConfig;
import org.attune.sample.ResponseMixture;
import org.attune.train.loop.StepMetrics;
import org.attune.util.AtomicFile;

/**
 * Yuan et al. 2023, arXiv 2304.05302, Fig. 3: the correlation of loss and reward during training.
 */
final class LossFollowsReward implements Claim {
  private static final int MOMENTS = 5;
  private static final String LOSSES = "losses.json";

  @Override
  public String id() {
    return "R7";
  }

  @Override
  public String statement() {
    return "While RRHF trains, its loss falls as the reward of its answers rises.";
  }

  @Override
  public String paper() {
    return "Fig. 3: loss and reward against steps; negative correlation";
  }

  @Override
  public String rule() {
    return "RRHF on SP at a constant rate, stopped at five snapshots: the correlation over them of"
        + " the loss, mean of the last tenth of all steps, with the labelling reward of its"
        + " answers, one number a seed: agrees when minus that is above 0, disagrees when it"
        + " is below.";
  }

  @Override
  public Finding test(ClaimContext bench) {
    GroupTrainings groups = new GroupTrainings(bench);
    int every = Math.max(1, groups.sized(Align.rrhf()).config().steps() / MOMENTS);
    List<RunStore.Run> runs =
        bench.runs().arms(List.of(seed -> job(bench, groups, seed, every))).get(0);
    List<Double> correlations = new ArrayList<>();
    List<FigureLine> lossLines = new ArrayList<>();
    List<FigureLine> rewardLines = new ArrayList<>();
    for (int i = 0; i < runs.size(); i++) {
      long seed = bench.scale().seeds().get(i);
      Followed run = followed(bench, runs.get(i), seed, every);
      correlations.add(-Correlation.of(run.losses(), run.rewards()));
      lossLines.add(new FigureLine("seed " + seed, true, run.steps(), run.losses()));
      rewardLines.add(new FigureLine("seed " + seed, true, run.steps(), run.rewards()));
    }
    return finding(bench, correlations, lossLines, rewardLines);
  }

  /** Loss and reward at the snapshots of a run. */
  private record Followed(List<Double> steps, List<Double> losses, List<Double> rewards) {}

  private static Followed followed(ClaimContext bench, RunStore.Run run, long seed, int every) {
    int last = Math.max(1, MOMENTS * every / 10);
    List<Double> all = history(run.folder());
    Followed found = new Followed(new ArrayList<>(), new ArrayList<>(), new ArrayList<>());
    for (int moment = 0; moment < run.kept(); moment++) {
      int step = Math.min(all.size(), (moment + 1) * every);
      found.steps().add((double) step);
      found.losses().add(loss(all.subList(0, step), last));
      found.rewards().add(reward(bench, run.policy(moment), seed));
    }
    return found;
  }

  private static Finding finding(
      ClaimContext bench,
      List<Double> correlations,
      List<FigureLine> lossLines,
      List<FigureLine> rewardLines) {
    Evidence falls =
        Evidence.above(
            "−correlation of loss and reward",
            StudentInterval.estimate(correlations, bench.prompts().size()),
            0);
    return new Finding(
            "correlation",
            List.of(new Finding.Measure("−correlation", falls.ours())),
            List.of(falls))
        .figures(
            FigureData.none()
                .curves("RRHF Fig. 3, loss", "step", "loss", lossLines)
                .curves("RRHF Fig. 3, reward", "step", "labelling reward", rewardLines));
  }

  /**
   * Returns a run at a constant learning rate, which keeps its snapshots and its losses; each
   * snapshot is what a training of as many steps would return.
   */
  private static RunStore.Job job(ClaimContext bench, GroupTrainings groups, long seed, int every) {
    Method method = groups.rrhf(ResponseMixture.SP);
    TrainingConfig plan =
        method
            .config()
            .steps(MOMENTS * every)
            .seed(seed)
            .warmup(0)
            .schedule(LearningRateSchedule.CONSTANT);
    Method own = method.config(plan);
    RewardLabel all = groups.labels();
    return new RunStore.Job(
        "RRHF at a constant rate",
        own + bench.start().hash() + all.dataHash() + all.scale(),
        every,
        (runOptions, folder) -> {
          RewardLabel labels = new GroupTrainings(bench).labels();
          AlignmentResult run = labels.align(own, bench.start(), runOptions);
          keep(run, folder);
          return run;
        });
  }

  /** The losses of a run's steps. */
  private record LossHistory(List<Double> losses) {}

  private static void keep(AlignmentResult run, Path folder) {
    if (run.finished()) {
      List<Double> losses = run.history().steps().stream().map(StepMetrics::loss).toList();
      String text = RecordFile.text(new LossHistory(losses));
      AtomicFile.replace(folder.resolve(LOSSES), text.getBytes(StandardCharsets.UTF_8));
    }
  }

  private static List<Double> history(Path folder) {
    String advice = "delete its folder to train again";
    return RecordFile.read(folder.resolve(LOSSES), LossHistory.class, advice).losses();
  }

  private static double loss(List<Double> steps, int last) {
    return steps.subList(Math.max(0, steps.size() - last), steps.size()).stream()
        .mapToDouble(value -> value)
        .average()
        .orElseThrow();
  }

  private static double reward(ClaimContext bench, Policy policy, long seed) {
    return bench.labels().reward().scores(bench.prompts(), bench.texts(policy, seed)).stream()
        .mapToDouble(value -> value)
        .average()
        .orElseThrow();
  }
}
