package org.attune.claims;

import java.util.ArrayList;
import java.util.List;
import org.attune.Align;
import org.attune.AlignmentResult;
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
    int total = groups.sized(Align.rrhf()).config().steps();
    List<Double> correlations = new ArrayList<>();
    for (long seed : bench.scale().seeds()) {
      List<Double> losses = new ArrayList<>();
      List<Double> rewards = new ArrayList<>();
      for (int part = 1; part <= MOMENTS; part++) {
        AlignmentResult run = run(bench, groups, seed, Math.max(1, total * part / MOMENTS));
        losses.add(loss(run, Math.max(1, total / 10)));
        rewards.add(reward(bench, run, seed));
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
   * Returns a run at a constant learning rate, so that a shorter training is the beginning of a
   * longer one.
   */
  private static AlignmentResult run(
      ClaimContext bench, GroupTrainings groups, long seed, int steps) {
    Method method = groups.rrhf(ResponseMixture.SP);
    TrainingConfig plan =
        method.config().steps(steps).seed(seed).warmup(0).schedule(LearningRateSchedule.CONSTANT);
    AlignmentResult run =
        groups
            .labels()
            .align(method.config(plan), bench.start(), RunOptions.defaults().callback(step -> {}));
    if (!run.finished()) {
      throw new ClaimContext.Stopped();
    }
    return run;
  }

  private static double loss(AlignmentResult run, int last) {
    List<StepMetrics> steps = run.history().steps();
    return steps.subList(Math.max(0, steps.size() - last), steps.size()).stream()
        .mapToDouble(StepMetrics::loss)
        .average()
        .orElseThrow();
  }

  private static double reward(ClaimContext bench, AlignmentResult run, long seed) {
    GenerationConfig decoding =
        GenerationConfig.temperature(1).maxTokens(bench.scale().maxTokens()).seed(seed);
    List<String> answers = run.policy().answers(bench.prompts(), decoding);
    return bench.labels().reward().scores(bench.prompts(), answers).stream()
        .mapToDouble(value -> value)
        .average()
        .orElseThrow();
  }
}
