package org.attune.claims;

import java.util.ArrayList;
import java.util.List;
import org.attune.Align;
import org.attune.AlignmentResult;
import org.attune.Policy;
import org.attune.evaluate.StudentInterval;
import org.attune.method.LearningRateSchedule;
import org.attune.method.Method;
import org.attune.method.TrainingConfig;
import org.attune.sample.GenerationConfig;
import org.attune.sample.ResponseMixture;
import org.attune.train.loop.RunOptions;
import org.attune.train.loop.StepMetrics;

/**
 * Yuan et al. 2023, arXiv 2304.05302, Fig. 3: the correlation of loss and reward during training.
 */
final class LossFollowsReward implements Claim {
  private static final int MOMENTS = 5;

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
    int last = Math.max(1, MOMENTS * every / 10);
    List<Double> correlations = new ArrayList<>();
    for (long seed : bench.scale().seeds()) {
      AlignmentResult run = run(bench, groups, seed, every);
      List<Double> losses = new ArrayList<>();
      List<Double> rewards = new ArrayList<>();
      for (int moment = 0; moment < MOMENTS; moment++) {
        losses.add(loss(run, every * (moment + 1), last));
        rewards.add(reward(bench, run.snapshots().get(moment), seed));
      }
      correlations.add(-Correlation.of(losses, rewards));
    }
    Evidence falls =
        Evidence.above(
            "−correlation of loss and reward",
            StudentInterval.estimate(correlations, bench.prompts().size()),
            0);
    return new Finding(
        "correlation", List.of(new Finding.Measure("−correlation", falls.ours())), List.of(falls));
  }

  /**
   * Returns a run at a constant learning rate with snapshots, so that each of them is what a
   * training of as many steps would return.
   */
  private static AlignmentResult run(
      ClaimContext bench, GroupTrainings groups, long seed, int every) {
    Method method = groups.rrhf(ResponseMixture.SP);
    TrainingConfig plan =
        method
            .config()
            .steps(MOMENTS * every)
            .seed(seed)
            .warmup(0)
            .schedule(LearningRateSchedule.CONSTANT);
    RunOptions options = RunOptions.defaults().callback(step -> {}).snapshots(every);
    AlignmentResult run = groups.labels().align(method.config(plan), bench.start(), options);
    if (!run.finished()) {
      throw new ClaimContext.Stopped();
    }
    return run;
  }

  /** Returns the mean loss of the last steps before a moment. */
  private static double loss(AlignmentResult run, int steps, int last) {
    return run.history().steps().subList(Math.max(0, steps - last), steps).stream()
        .mapToDouble(StepMetrics::loss)
        .average()
        .orElseThrow();
  }

  private static double reward(ClaimContext bench, Policy policy, long seed) {
    GenerationConfig decoding =
        GenerationConfig.temperature(1).maxTokens(bench.scale().maxTokens()).seed(seed);
    List<String> answers = policy.answers(bench.prompts(), decoding);
    return bench.labels().reward().scores(bench.prompts(), answers).stream()
        .mapToDouble(value -> value)
        .average()
        .orElseThrow();
  }
}
