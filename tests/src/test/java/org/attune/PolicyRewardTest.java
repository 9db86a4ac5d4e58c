package org.attune;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import java.util.stream.IntStream;
import org.attune.data.Pair;
import org.attune.evaluate.Interval;
import org.attune.evaluate.PolicyReward;
import org.attune.evaluate.SelfClassification;
import org.attune.model.PromptTemplate;
import org.attune.reward.Reward;
import org.attune.util.InvalidInputException;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

@DisplayName("A policy as a reward and as a classifier")
final class PolicyRewardTest {
  private static final Policy POLICY = Policy.of("tiny", Tiny.model(41), PromptTemplate.PLAIN);
  private static final Policy OTHER = Policy.of("other", Tiny.model(42), PromptTemplate.PLAIN);
  private static final List<String> PROMPTS = List.of("a", "b c d", "e f", "g");
  private static final List<String> RESPONSES = List.of("h i j k l", "m", "", "n o");

  private static double sum(Policy policy, int row) {
    return policy.logProbs(PROMPTS.get(row), RESPONSES.get(row)).stream()
        .mapToDouble(value -> value)
        .sum();
  }

  @Test
  @DisplayName("scores many responses as its log-probabilities say, one by one")
  void scores() {
    List<Double> means = PolicyReward.meanLogProb(POLICY).scores(PROMPTS, RESPONSES);
    List<Double> implicit = PolicyReward.implicit(POLICY, OTHER, 0.3).scores(PROMPTS, RESPONSES);
    for (int i = 0; i < PROMPTS.size(); i++) {
      int tokens = POLICY.logProbs(PROMPTS.get(i), RESPONSES.get(i)).size();
      assertEquals(sum(POLICY, i) / tokens, means.get(i), 1e-4);
      assertEquals(0.3 * (sum(POLICY, i) - sum(OTHER, i)), implicit.get(i), 1e-4);
    }
    assertEquals(
        List.of(0.0, 0.0, 0.0, 0.0),
        PolicyReward.implicit(POLICY, POLICY, 1).scores(PROMPTS, RESPONSES));
  }

  @Test
  @DisplayName("of DPO tells the pairs it has learnt from, and a start does not")
  void classifies() {
    Dataset pairs =
        Dataset.ofPairs(
            IntStream.range(0, 12)
                .mapToObj(i -> Character.toString('a' + i))
                .map(prompt -> new Pair(prompt, "k " + prompt, "m " + prompt))
                .toList());
    Policy trained =
        pairs
            .humanLabels()
            .align(Align.dpo().beta(0.5).steps(40).learningRate(3e-3), POLICY)
            .policy();
    Reward learnt = PolicyReward.implicit(trained, POLICY, 0.5);
    assertTrue(RewardModel.accuracy(learnt, pairs).value() > 0.9);
    Reward nothing = PolicyReward.implicit(POLICY, POLICY, 0.5);
    assertEquals(0.5, RewardModel.accuracy(nothing, pairs).value(), 1e-12);
  }

  @Test
  @DisplayName("classifies its own samples as well as the classifier agrees with the judge")
  void own() {
    List<String> prompts =
        IntStream.range(0, 20).mapToObj(i -> Character.toString('a' + i)).toList();
    Reward judge = (prompt, response) -> response.length();
    Reward opposite = (prompt, response) -> -response.length();
    assertEquals(1, SelfClassification.of(POLICY, judge, judge, prompts, 3).value());
    assertEquals(0, SelfClassification.of(POLICY, opposite, judge, prompts, 3).value());
    assertEquals(0.5, SelfClassification.of(POLICY, (p, r) -> 1, judge, prompts, 3).value());
    InvalidInputException ties =
        assertThrows(
            InvalidInputException.class,
            () -> SelfClassification.of(POLICY, judge, (p, r) -> 1, prompts, 3));
    assertTrue(ties.getMessage().contains("sees no difference"));
  }

  @Test
  @DisplayName("is asked only where the judge sees a difference")
  void ties() {
    Reward judge = (prompt, response) -> response.length();
    Interval half =
        SelfClassification.agreement(
            (prompt, response) -> response.startsWith("x") ? 1 : 0,
            judge,
            List.of("1", "2", "3"),
            List.of("xx", "aaa", "xx"),
            List.of("a", "x", "xx"));
    assertEquals(0.5, half.value(), 1e-12, "right, wrong, not asked");
  }

  @Test
  @DisplayName("needs probabilities and a coefficient")
  void refused() {
    assertThrows(InvalidInputException.class, () -> PolicyReward.implicit(POLICY, OTHER, 0));
    Policy best = POLICY.bestOf(2, (prompt, response) -> 1);
    assertThrows(InvalidInputException.class, () -> PolicyReward.meanLogProb(best));
  }
}
