package org.attune;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.attune.data.Demonstration;
import org.attune.model.PromptTemplate;
import org.attune.train.loop.History;
import org.attune.train.loop.StepMetrics;
import org.attune.tune.LearningRateTest;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

@DisplayName("A test of learning rates")
final class FindLearningRateTest {
  private static StepMetrics step(int number, double rate, double loss, Map<String, Double> parts) {
    return new StepMetrics(number, 5, 0.1, loss, rate, 1, 10, 0.01, parts);
  }

  @Test
  @DisplayName("suggests a tenth of the rate at which the held-out loss was lowest")
  void suggestion() {
    List<StepMetrics> steps =
        List.of(
            step(1, 1e-4, 3, Map.of(History.HELD_OUT_LOSS, 3.0)),
            step(2, 1e-3, 2, Map.of()),
            step(3, 1.23e-2, 2, Map.of(History.HELD_OUT_LOSS, 2.0)),
            step(4, 1e-1, 1, Map.of()),
            step(5, 1, 9, Map.of(History.HELD_OUT_LOSS, 8.0)));
    assertEquals(1.2e-3, LearningRateTest.of("SFT", 2e-4, steps, true).suggestion(), 1e-12);
    List<StepMetrics> blind =
        steps.stream().map(s -> step(s.step(), s.rate(), s.loss(), Map.of())).toList();
    LearningRateTest test = LearningRateTest.of("SFT", 2e-4, blind, true);
    assertEquals(1e-2, test.suggestion(), 1e-12, "by the training loss where nothing is held out");
    assertTrue(test.toString().contains("by the rule"), test.toString());
  }

  @Test
  @DisplayName("runs through a range around the rule's rate, and leaves the policy as it was")
  void run() {
    List<Demonstration> rows = new ArrayList<>();
    for (int i = 0; i < 60; i++) {
      rows.add(
          new Demonstration(Character.toString('a' + i % 20) + " " + (char) ('a' + i / 20), "k m"));
    }
    RewardLabel labels =
        Dataset.ofDemonstrations(rows).rewardLabel((prompt, response) -> prompt.length());
    Policy policy = Policy.of("tiny", Tiny.fresh(5), PromptTemplate.PLAIN);
    String before = policy.hash();
    LearningRateTest test = labels.findLearningRate(Align.sft().batchSize(4), policy);
    assertEquals(before, policy.hash());
    assertEquals(64, test.table().rowCount());
    List<Double> rates = test.table().doubleColumn("learning rate").asList();
    assertTrue(rates.get(0) < test.rule() && rates.get(63) > 100 * test.rule(), rates.toString());
    assertTrue(
        rates.get(0) / 10 <= test.suggestion() && test.suggestion() <= rates.get(63) / 10 * 1.1);
    assertTrue(test.html().contains("suggested"));
    assertTrue(test.summary().rowCount() > 5);
    assertTrue(test.finished());
    Thread.currentThread().interrupt();
    LearningRateTest stopped = labels.findLearningRate(Align.sft().batchSize(4), policy);
    assertFalse(stopped.finished(), "what was stopped knows only the lowest rates");
    assertTrue(stopped.toString().endsWith(", interrupted"), stopped.toString());
  }

  @Test
  @DisplayName("of a policy that reads a score says how far it listens once it has learned to")
  void listens() {
    List<Demonstration> rows = new ArrayList<>();
    for (int i = 0; i < 100; i++) {
      String prompt = Character.toString('a' + i % 20) + " " + (char) ('a' + i / 20);
      rows.add(new Demonstration(prompt, i % 2 == 0 ? "k k" : "m m"));
    }
    RewardLabel labels =
        Dataset.ofDemonstrations(rows)
            .rewardLabel((prompt, response) -> response.startsWith("k") ? 1 : -1);
    Policy policy = Policy.of("tiny", Tiny.fresh(5), PromptTemplate.PLAIN);
    AlignmentResult run =
        labels.align(
            Align.ca().codes(2).ask(0.75).steps(80).batchSize(20).learningRate(1e-2), policy);
    List<Double> heard = run.history().measured(History.SCORE_SENSITIVITY);
    assertTrue(heard.get(heard.size() - 1) > heard.get(0) + 0.3, heard.toString());
    assertTrue(labels.scoreSensitivity(run.policy()).value() > 0.3);
    assertTrue(run.toString().contains("score explains"), run.toString());
    assertEquals("k k", run.policy().answer("c d"));
    assertEquals("m m", run.policy().conditionedOn(0.25).answer("c d"));
  }
}
