package org.attune;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import org.attune.data.Demonstration;
import org.attune.data.Pair;
import org.attune.data.Ranking;
import org.attune.method.TrainingConfig;
import org.attune.model.PromptTemplate;
import org.attune.util.InvalidInputException;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

@DisplayName("Single responses")
final class SingleResponsesTest {
  private static final Policy START = Policy.of("tiny", Tiny.fresh(3), PromptTemplate.PLAIN);
  private static final TrainingConfig PLAN =
      TrainingConfig.small().steps(2).batchSize(2).microBatch(2);

  private static Ranking single(String prompt, String response, double score) {
    return new Ranking(prompt, List.of(response), List.of(score));
  }

  @Test
  @DisplayName("with scores are compared with the others to their prompt")
  void scored() {
    Dataset data =
        Dataset.ofRankings(
            List.of(
                single("a", "b", 0.5),
                single("c", "d", 1.5),
                single("a", "e", 4.5),
                single("a", "f", 4.5)));
    assertEquals(List.of(new Pair("a", "e", "b"), new Pair("a", "f", "b")), data.pairs());
    assertEquals(
        List.of(new Demonstration("a", "e"), new Demonstration("c", "d")), data.chosen().rows());
    assertEquals(1, data.humanLabels().align(Align.dpo().config(PLAN), START).examples());
  }

  @Test
  @DisplayName("with labels are all chosen where they are good")
  void labelled() {
    Dataset data =
        Dataset.ofRankings(List.of(single("a", "b", 1), single("a", "c", 0), single("a", "d", 1)));
    assertEquals(
        List.of(new Demonstration("a", "b"), new Demonstration("a", "d")), data.chosen().rows());
    assertEquals(List.of(new Pair("a", "b", "c"), new Pair("a", "d", "c")), data.pairs());
  }

  @Test
  @DisplayName("without a reward feed the methods that use none")
  void withoutReward() {
    Dataset data =
        Dataset.ofDemonstrations(List.of(new Demonstration("a", "b"), new Demonstration("c", "d")));
    RewardLabel labels = data.withoutReward();
    assertFalse(labels.judged());
    assertEquals(List.of("prompt", "response"), labels.table().columnNames());
    assertEquals("RewardLabel(2 responses, no reward)", labels.toString());
    assertEquals(2, labels.align(Align.sft().config(PLAN), START).history().steps().size());
    String refusal =
        assertThrows(
                InvalidInputException.class, () -> labels.align(Align.rwr().config(PLAN), START))
            .getMessage();
    assertTrue(
        refusal.startsWith("RWR learns from rewards, and these responses have none"), refusal);
  }

  @Test
  @DisplayName("that are the same in a comparison can be left out")
  void alike() {
    Dataset data = Dataset.ofPairs(List.of(new Pair("a", "b", " b"), new Pair("a", "b", "c")));
    assertEquals(List.of(new Pair("a", "b", "c")), data.withoutAlike().rows());
    assertThrows(InvalidInputException.class, () -> data.take(1).withoutAlike());
  }

  @Test
  @DisplayName("of an online run without signal are told of once")
  void silent() {
    AlignmentResult run =
        Dataset.ofPrompts(List.of("a", "b"))
            .align(
                Align.rloo().config(PLAN).rollouts(Align.rloo().rollouts().prompts(2).maxTokens(3)),
                START,
                (prompt, response) -> 0);
    assertEquals(1, run.notes().size());
    assertTrue(run.notes().get(0).startsWith("Every group of responses had equal rewards"));
    assertTrue(run.html().contains("Every group of responses had equal rewards"));
  }
}
