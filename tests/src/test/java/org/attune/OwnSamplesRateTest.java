package org.attune;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertSame;

import java.util.List;
import org.attune.method.LearningRateRule;
import org.attune.method.LearningRateSchedule;
import org.attune.method.TrainingConfig;
import org.attune.model.PromptTemplate;
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
  @DisplayName("is changed once, however often one asks")
  void kinds() {
    assertSame(LearningRateRule.IMITATION_ON_POLICY, rule(Align.onPolicy(Align.rwr())));
    assertSame(LearningRateRule.REFERENCE_FREE, rule(Align.onPolicy(Align.simpo())));
    for (LearningRateRule rule : LearningRateRule.values()) {
      assertSame(rule.onPolicy(), rule.onPolicy().onPolicy());
    }
  }

  private static LearningRateRule rule(OnPolicy method) {
    return method.learningRateRule();
  }
}
