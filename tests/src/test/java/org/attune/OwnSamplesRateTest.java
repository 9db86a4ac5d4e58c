package org.attune;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertSame;

import java.util.List;
import org.attune.method.IterativeMethod;
import org.attune.method.LearningRateRule;
import org.attune.method.LearningRateSchedule;
import org.attune.method.TrainingConfig;
import org.attune.model.PromptTemplate;
import org.attune.sample.Iterations;
import org.attune.sample.ResponseSampler;
import org.attune.train.loop.RunOptions;
import org.attune.train.loop.StepMetrics;
import org.attune.train.online.OnPolicy;
import org.attune.train.online.RolloutLog;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

@DisplayName("The default rate of a method that samples its own responses")
final class OwnSamplesRateTest {
  private static final TrainingConfig PLAN =
      TrainingConfig.small().steps(2).warmup(0).schedule(LearningRateSchedule.CONSTANT);

  private final Policy policy = Policy.of("tiny", Tiny.model(41), PromptTemplate.PLAIN);
  private final RewardLabel labels = Tiny.labelsByLength();
  private final ResponseSampler source = ResponseSampler.topP(2, 1, 1).maxTokens(4);

  private double rate(LearningRateRule rule) {
    return rule.rate(policy.model().config().parameters());
  }

  private static List<Double> rates(AlignmentResult run) {
    return run.history().steps().stream().map(StepMetrics::rate).distinct().toList();
  }

  private List<Double> online(OnPolicy method) {
    RunOptions quiet = RunOptions.defaults().callback(step -> {});
    return rates(
        labels
            .provided()
            .align(method.source(source), policy, (p, r) -> r.length(), quiet, RolloutLog.none()));
  }

  private List<Double> rounds(IterativeMethod method, int count) {
    return rates(labels.align(method.rounds(Iterations.of(count, source)).config(PLAN), policy));
  }

  @Test
  @DisplayName("is lower on policy for imitation, and a rate that was set is kept")
  void onPolicy() {
    OnPolicy sft = Align.onPolicy(Align.sft().config(PLAN));
    assertEquals(List.of(rate(LearningRateRule.IMITATION_ON_POLICY)), online(sft));
    assertEquals(List.of(2e-4), online(sft.learningRate(2e-4)));
    assertEquals(
        List.of(rate(LearningRateRule.CONTRASTIVE)),
        online(Align.onPolicy(Align.dpo().config(PLAN))));
  }

  @Test
  @DisplayName("is lower in rounds for imitation, but not in a single round")
  void inRounds() {
    assertEquals(List.of(rate(LearningRateRule.IMITATION_IN_ROUNDS)), rounds(Align.raft(), 2));
    assertEquals(List.of(rate(LearningRateRule.IMITATION)), rounds(Align.raft(), 1));
    IterativeMethod dpo = Align.raft().method(Align.dpo());
    assertEquals(List.of(rate(LearningRateRule.CONTRASTIVE)), rounds(dpo, 2));
    IterativeMethod set = Align.raft().rounds(Iterations.of(2, source)).config(PLAN);
    assertEquals(List.of(3e-4), rates(labels.align(set.learningRate(3e-4), policy)));
  }

  @Test
  @DisplayName("is the same in the name of a kept run as in its rounds")
  void filledOnce() {
    IterativeMethod raft = Align.raft().rounds(Iterations.of(2, source)).config(PLAN);
    double filled = raft.withLearningRate(policy.model()).config().learningRate();
    assertEquals(rate(LearningRateRule.IMITATION_IN_ROUNDS), filled);
    assertEquals(List.of(filled), rates(labels.align(raft, policy)));
    assertEquals(raft.config(), labels.align(raft, policy).method().config(), "as it was given");
    IterativeMethod set = raft.learningRate(3e-4);
    assertEquals(set, set.withLearningRate(policy.model()));
    // Runs of earlier versions are kept under this name, so it must stay.
    IterativeMethod dpo = raft.method(Align.dpo().config(PLAN));
    assertEquals(dpo, dpo.withLearningRate(policy.model()));
  }

  @Test
  @DisplayName("is that of the responses' source, whatever the loss")
  void kinds() {
    assertSame(LearningRateRule.IMITATION_ON_POLICY, rule(Align.onPolicy(Align.rwr())));
    assertSame(LearningRateRule.ODDS_RATIO_ON_POLICY, rule(Align.onPolicy(Align.orpo())));
    assertSame(LearningRateRule.REFERENCE_FREE, rule(Align.onPolicy(Align.simpo())));
    for (LearningRateRule rule : LearningRateRule.values()) {
      assertSame(rule.onPolicy(), rule.onPolicy().onPolicy());
      assertSame(rule.inRounds(), rule.inRounds().inRounds());
    }
  }

  private static LearningRateRule rule(OnPolicy method) {
    return method.learningRateRule();
  }
}
