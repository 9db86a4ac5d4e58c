package org.attune;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.attune.data.Demonstration;
import org.attune.data.Pair;
import org.attune.data.RowType;
import org.attune.evaluate.KlDivergence;
import org.attune.model.PromptTemplate;
import org.attune.reward.Reward;
import org.attune.sample.GenerationConfig;
import org.attune.sample.ResponseMixture;
import org.attune.sample.ResponseSampler;
import org.attune.util.InvalidInputException;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

@DisplayName("Sampled responses and best-of-n policies")
final class SampledDatasetTest {
  private static final Reward LENGTH = (prompt, response) -> response.length();
  private final Policy policy = Policy.of("tiny", Tiny.model(41), PromptTemplate.PLAIN);
  private final Dataset data =
      Dataset.ofPairs(
          List.of(
              new Pair("a", "b", "c"),
              new Pair("d e", "f", "g"),
              new Pair("a", "h", "i"),
              new Pair("j", "k", "l")));

  private static List<String> prompts(Dataset data) {
    return data.demonstrations().stream().map(Demonstration::prompt).toList();
  }

  @Test
  @DisplayName("k rows a prompt, in the prompts' order")
  void rows() {
    Dataset sampled = data.generate(ResponseSampler.topP(3, 1, 1).maxTokens(5), policy);
    assertEquals(RowType.DEMONSTRATIONS, sampled.kind());
    assertEquals(List.of("a", "a", "a", "d e", "d e", "d e", "j", "j", "j"), prompts(sampled));
    assertEquals(
        sampled.hash(), data.generate(ResponseSampler.topP(3, 1, 1).maxTokens(5), policy).hash());
  }

  @Test
  @DisplayName("joined with what is provided, each prompt's responses stand together")
  void joined() {
    Dataset sampled = data.generate(ResponseSampler.beam(2).maxTokens(5), policy);
    Dataset both = data.concat(sampled);
    assertEquals(
        List.of("a", "a", "a", "a", "a", "a", "d e", "d e", "d e", "d e", "j", "j", "j", "j"),
        prompts(both));
    List<String> first = new ArrayList<>(List.of("b", "c", "h", "i"));
    sampled.demonstrations().subList(0, 2).forEach(row -> first.add(row.response()));
    assertEquals(
        first, both.demonstrations().subList(0, 6).stream().map(Demonstration::response).toList());
    assertThrows(
        InvalidInputException.class, () -> Dataset.ofPrompts(List.of("a")).concat(sampled));
  }

  @Test
  @DisplayName("RRHF's mixtures by name: P is the data itself, D the samples alone")
  void mixtures() {
    assertEquals(
        data.demonstrations(), data.generate(ResponseMixture.P, policy).take(99).demonstrations());
    assertEquals(12, data.generate(ResponseMixture.D, policy).size());
    assertEquals(8 + 12, data.generate(ResponseMixture.SP, policy).size());
    assertEquals(
        data.concat(data.generate(ResponseSampler.beam(4), policy)).demonstrations(),
        data.generate(ResponseMixture.BP, policy).demonstrations());
  }

  @Test
  @DisplayName("a best-of-n policy gives the longest of what its own policy draws")
  void bestOf() {
    Policy best = policy.bestOf(5, LENGTH);
    GenerationConfig decoding = GenerationConfig.temperature(1).maxTokens(6);
    var drawn = policy.sample(List.of("a", "d e"), ResponseSampler.topP(5, 1, 1).maxTokens(6));
    List<String> answers = best.answers(List.of("a", "d e"), decoding);
    for (int i = 0; i < 2; i++) {
      int longest = drawn.get(i).stream().mapToInt(one -> one.text().length()).max().orElseThrow();
      assertEquals(longest, answers.get(i).length());
    }
    assertThrows(InvalidInputException.class, () -> best.bestOf(2, LENGTH));
    assertThrows(InvalidInputException.class, () -> policy.bestOf(0, LENGTH));
    assertThrows(InvalidInputException.class, () -> data.generate(ResponseSampler.beam(2), best));
  }

  @Test
  @DisplayName("it is evaluated like any other, and its KL is the bound or not measured")
  void evaluated() {
    Dataset asked = Dataset.ofPrompts(List.of("a", "d e", "j", "b c", "k l m"));
    Policy best = policy.bestOf(4, LENGTH).named("best");
    Evaluation evaluation =
        Evaluate.policies(
            List.of(policy, best),
            asked,
            List.of(
                GenerationConfig.temperature(1).maxTokens(6),
                GenerationConfig.temperature(0.5).maxTokens(6)),
            Evaluate.meanReward(LENGTH),
            Evaluate.winRate(LENGTH, policy),
            Evaluate.klTo(policy));
    double plain = evaluation.of("tiny", "T=1.0", "mean reward").value();
    assertTrue(evaluation.of("best", "T=1.0", "mean reward").value() > plain);
    assertTrue(evaluation.of("best", "T=1.0", "win rate").value() > 0.5);
    assertEquals(
        Math.log(4) - 0.75, evaluation.of("best", "T=1.0", KlDivergence.BOUND).value(), 1e-12);
    assertThrows(
        InvalidInputException.class, () -> evaluation.of("best", "T=0.5", KlDivergence.BOUND));
    assertThrows(InvalidInputException.class, () -> evaluation.of("best", "T=1.0", "KL"));
    String summary = evaluation.summary("T=1.0").print();
    assertTrue(summary.contains("not measured"), summary);
    for (String metric : evaluation.metrics()) {
      assertFalse(evaluation.chart(metric).getSeriesMap().isEmpty(), metric);
    }
    assertFalse(evaluation.scatter("T=1.0", "KL", "mean reward").getSeriesMap().isEmpty());
  }

  @Test
  @DisplayName("it is neither saved nor aligned, and says so")
  void plain(@TempDir Path folder) {
    Policy best = policy.bestOf(2, LENGTH).named("best");
    InvalidInputException saved =
        assertThrows(InvalidInputException.class, () -> best.save(folder.resolve("policy")));
    assertTrue(saved.getMessage().startsWith("best chooses"), saved.getMessage());
    assertFalse(Files.exists(folder.resolve("policy")));
    RewardLabel labels = data.rewardLabel(LENGTH);
    InvalidInputException aligned =
        assertThrows(InvalidInputException.class, () -> labels.align(Align.sft().steps(1), best));
    assertTrue(aligned.getMessage().contains("aligned"), aligned.getMessage());
  }
}
