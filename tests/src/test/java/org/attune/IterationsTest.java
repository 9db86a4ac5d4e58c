package org.attune;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import org.attune.method.IterativeMethod;
import org.attune.model.PromptTemplate;
import org.attune.sample.GenerationConfig;
import org.attune.sample.Iterations;
import org.attune.sample.ResponseMixture;
import org.attune.sample.ResponseSampler;
import org.attune.train.loop.RunOptions;
import org.attune.util.InvalidInputException;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

@DisplayName("Rounds of sampling and training")
final class IterationsTest {
  private final Policy policy = Policy.of("tiny", Tiny.model(41), PromptTemplate.PLAIN);
  private final RewardLabel labels = Tiny.labelsByLength();
  private final Iterations three = Iterations.of(3, ResponseSampler.topP(4, 1, 1).maxTokens(5));

  private static IterativeMethod quick(IterativeMethod method, int steps) {
    return method.steps(steps).learningRate(1e-3);
  }

  @Test
  @DisplayName("each round samples from the policy of the one before; steps are divided")
  void chain() {
    AlignmentResult run = labels.align(quick(Align.raft().rounds(three), 7), policy);
    assertEquals(3, run.rounds().size());
    assertEquals(
        List.of(3, 2, 2), run.rounds().stream().map(r -> r.history().steps().size()).toList());
    for (int i = 1; i < 3; i++) {
      assertEquals(run.rounds().get(i - 1).policy().hash(), run.rounds().get(i).start().hash());
      assertNotEquals(run.rounds().get(i - 1).policy().hash(), run.rounds().get(i).policy().hash());
    }
    assertEquals(run.rounds().get(2).policy().hash(), run.policy().hash());
    assertEquals(policy.hash(), run.start().hash());
    assertEquals("RAFT", run.policy().name());
    assertEquals(
        List.of(1, 2, 3, 4, 5, 6, 7), run.history().steps().stream().map(s -> s.step()).toList());
    assertTrue(run.finished());
  }

  @Test
  @DisplayName("a round is what one writes out by hand: sample, label on the same scale, align")
  void byHand() {
    IterativeMethod method =
        quick(IterativeMethod.of(Align.dpo(), three.count(2).withProvided()), 4);
    Policy now = policy;
    for (int round = 0; round < 2; round++) {
      Dataset sampled = labels.provided().generate(three.round(round, method.config().seed()), now);
      RewardLabel all = labels.label(labels.provided().concat(sampled));
      assertEquals(labels.scale(), all.scale());
      now = all.align(Align.dpo().steps(2).learningRate(1e-3), now).policy();
    }
    assertEquals(now.hash(), labels.align(method, policy).policy().hash());
    assertEquals(now.hash(), labels.align(method, policy).policy().hash());
  }

  @Test
  @DisplayName("earlier responses stay when they are named, and provided ones")
  void joined() {
    IterativeMethod plain = quick(IterativeMethod.of(Align.sft(), three.count(2)), 2);
    int rows = 4 * 4;
    assertEquals(List.of(rows, rows), examples(plain));
    assertEquals(List.of(rows, 2 * rows), examples(plain.rounds(plain.rounds().withEarlier())));
    assertEquals(
        List.of(rows + 8, rows + 8), examples(plain.rounds(plain.rounds().withProvided())));
    assertEquals(List.of(12, 12), examples(plain.rounds(plain.rounds().prompts(3))));
  }

  private List<Integer> examples(IterativeMethod method) {
    return labels.align(method, policy).rounds().stream().map(AlignmentResult::examples).toList();
  }

  @Test
  @DisplayName("a press of stop keeps the rounds that are done and the one that is not")
  void stopped() {
    RunOptions runOptions =
        RunOptions.defaults()
            .callback(
                step -> {
                  if (step.step() == 2) {
                    Thread.currentThread().interrupt();
                  }
                });
    AlignmentResult run = labels.align(quick(Align.raft().rounds(three), 12), policy, runOptions);
    assertFalse(run.finished());
    assertEquals(1, run.rounds().size());
    assertEquals(2, run.history().steps().size());
  }

  @Test
  @DisplayName("the published methods by name, and RRHF's IP-1 is DP")
  void names() {
    assertEquals("RAFT", Align.raft().name());
    assertEquals("RSO", Align.rso((prompt, response) -> 0).name());
    assertEquals("RRHF IP-2", Align.rrhfIp(2).name());
    Iterations ip = Iterations.ip(1);
    assertTrue(ip.provided());
    assertEquals(ResponseMixture.DP.source().orElseThrow(), ip.source());
    assertThrows(InvalidInputException.class, () -> Iterations.of(2, ResponseMixture.P));
    assertThrows(InvalidInputException.class, () -> Iterations.of(0, ResponseSampler.beam(2)));
    assertThrows(
        InvalidInputException.class,
        () -> labels.align(Align.raft().rounds(three).steps(2), policy));
  }

  @Test
  @DisplayName("rejection sampling and DPO together pull the policy towards the reward")
  void learns() {
    IterativeMethod rso = Align.rso((prompt, response) -> response.length(), 2);
    IterativeMethod method =
        rso.rounds(rso.rounds().source(rso.rounds().source().maxTokens(8)))
            .steps(40)
            .learningRate(3e-3);
    Policy longer = labels.align(method, policy).policy();
    Evaluation evaluation =
        Evaluate.policies(
            List.of(policy, longer),
            labels.provided(),
            List.of(GenerationConfig.temperature(1).maxTokens(8)),
            Evaluate.meanReward((prompt, response) -> response.length()));
    assertTrue(
        evaluation.of("RSO", "T=1.0", "mean reward").value()
            > evaluation.of("tiny", "T=1.0", "mean reward").value());
  }
}
