package org.attune;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import org.attune.method.online.Grpo;
import org.attune.method.online.RolloutConfig;
import org.attune.sample.ResponseSampler;
import org.attune.sample.SampleCache;
import org.attune.train.loop.StepMetrics;
import org.attune.util.InvalidInputException;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

@DisplayName("Online alignment on the bundled world")
final class OnlineWorldTest {
  @Test
  @DisplayName("brings a policy, a history of rollouts and a curve of the reward")
  void alignment() {
    Grpo method = Align.grpo().config(Align.grpo().config().steps(2));
    AlignmentResult run = Dataset.bundled().align(method, Policy.bundled(), Golden.reward());
    List<StepMetrics> steps = run.history().steps();
    assertEquals(2, steps.size());
    assertEquals(0, steps.get(0).parts().get("KL"));
    assertTrue(steps.get(1).parts().get("KL") > 0, "the policy has moved");
    assertEquals("GRPO", run.policy().name());
    assertEquals(128, run.examples());
    assertTrue(run.chart().getSeriesMap().keySet().toString().contains("reward"));
  }

  @Test
  @DisplayName("raises the golden reward of short answers far beyond noise")
  void learns() {
    Dataset prompts = Dataset.ofPrompts(Dataset.bundled().take(8).prompts());
    Grpo method = Align.grpo().rollouts(new RolloutConfig(8, 8).maxTokens(24).passes(2)).kl(0);
    Policy start = Policy.bundled();
    AlignmentResult run =
        prompts.align(
            method.config(method.config().steps(5).learningRate(1e-3)), start, Golden.reward());
    List<Double> before = golden(start, prompts);
    List<Double> after = golden(run.policy(), prompts);
    double noise = Math.sqrt(variance(before) / before.size() + variance(after) / after.size());
    double gain = mean(after) - mean(before);
    assertTrue(gain > 4 * noise, "gain " + gain + ", noise " + noise);
  }

  private static List<Double> golden(Policy policy, Dataset prompts) {
    Dataset said =
        prompts.generate(
            ResponseSampler.topP(16, 1, 1).maxTokens(24).seed(99), policy, SampleCache.none());
    return said.demonstrations().stream()
        .map(row -> Golden.reward().score(row.prompt(), row.response()))
        .toList();
  }

  private static double mean(List<Double> values) {
    return values.stream().mapToDouble(value -> value).average().orElseThrow();
  }

  private static double variance(List<Double> values) {
    double mean = mean(values);
    return values.stream().mapToDouble(v -> (v - mean) * (v - mean)).average().orElseThrow();
  }

  @Test
  @DisplayName("refuses a reward model of another vocabulary as the critic's start")
  void otherVocabulary() {
    Policy tiny = Policy.of("tiny", Tiny.fresh(1), org.attune.model.PromptTemplate.PLAIN);
    RewardModel judge =
        RewardModel.train(
            tiny,
            Dataset.ofPairs(List.of(new org.attune.data.Pair("a", "b", "c"))),
            new org.attune.reward.RankingLoss(),
            RewardModel.config().steps(1));
    InvalidInputException refused =
        assertThrows(
            InvalidInputException.class,
            () -> Dataset.bundled().align(Align.ppo().steps(1), Policy.bundled(), judge));
    assertTrue(refused.getMessage().contains("cannot initialise the policy's critic"));
  }
}
