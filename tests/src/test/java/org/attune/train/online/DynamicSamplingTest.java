package org.attune.train.online;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import java.util.Set;
import java.util.stream.IntStream;
import org.attune.Tiny;
import org.attune.method.online.Dapo;
import org.attune.method.online.OnlineMethod;
import org.attune.method.online.Ppo;
import org.attune.method.online.RolloutConfig;
import org.attune.model.PromptTemplate;
import org.attune.model.TokenizedExample;
import org.attune.reward.Reward;
import org.attune.train.Toys;
import org.attune.train.loop.RunOptions;
import org.attune.train.loop.StepMetrics;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

@DisplayName("Dynamic sampling")
final class DynamicSamplingTest {
  private static final List<String> PROMPTS =
      IntStream.range(0, 12).mapToObj(Toys::letter).toList();

  /** Only the first half of the prompts tells good responses from bad ones. */
  private static final Reward HALF =
      (prompt, response) -> PROMPTS.indexOf(prompt) < 6 ? response.hashCode() % 97 : 1;

  private static Rollout row(String prompt, double score, int group) {
    return new Rollout(
        prompt, "x", new TokenizedExample(new int[] {1}, new int[] {2}), true, score, group);
  }

  private static StepMetrics first(OnlineMethod method, Reward reward) {
    return new OnlineTraining(Tiny.fresh(61), PromptTemplate.PLAIN, method, reward)
        .run(PROMPTS, RunOptions.defaults())
        .history()
        .steps()
        .get(0);
  }

  private static Dapo dapo() {
    return new Dapo()
        .rollouts(new RolloutConfig(6, 4).maxTokens(6))
        .config(new Ppo().config().steps(2).learningRate(1e-3).seed(5));
  }

  @Test
  @DisplayName("replaces equal groups by others that differ, in their place, and leaves the rest")
  void refilled() {
    List<Rollout> rows =
        List.of(
            row("a", 1, 0),
            row("a", 1 + 1e-9, 0),
            row("b", 1, 1),
            row("b", 2, 1),
            row("c", 0, 2),
            row("c", 0, 2),
            row("d", 5, 3));
    assertEquals(Set.of(0, 2), DynamicSampling.silent(rows), "one response alone is not equal");
    List<Rollout> others = List.of(row("e", 3, 0), row("e", 3, 0), row("f", 4, 1), row("f", 5, 1));
    List<Rollout> refilled = DynamicSampling.refilled(rows, others);
    assertEquals(
        List.of("f", "f", "b", "b", "c", "c", "d"),
        refilled.stream().map(Rollout::prompt).toList());
    assertEquals(List.of(0, 0, 1, 1, 2, 2, 3), refilled.stream().map(Rollout::group).toList());
    assertEquals(Set.of(2), DynamicSampling.silent(refilled));
  }

  @Test
  @DisplayName("fills a rollout with groups that teach something, and counts them")
  void fills() {
    StepMetrics without = first(dapo().resamples(0), HALF);
    StepMetrics with = first(dapo().resamples(8), HALF);
    double silent = without.parts().get("groups without signal");
    assertTrue(silent > 0, "there is something to replace");
    assertFalse(without.parts().containsKey("groups replaced"));
    assertEquals(0, with.parts().get("groups without signal"));
    assertEquals(silent, with.parts().get("groups replaced"));
    assertEquals(6, with.parts().get("groups"));
    assertEquals(24, with.parts().get("responses"));
  }

  @Test
  @DisplayName("gives up after its number of tries, and keeps the rollout")
  void givesUp() {
    int[] scored = new int[1];
    Reward equal =
        (prompt, response) -> {
          scored[0]++;
          return 1;
        };
    StepMetrics step = first(dapo().resamples(2).config(dapo().config().steps(1)), equal);
    assertEquals(6, step.parts().get("groups without signal"));
    assertEquals(0, step.parts().get("groups replaced"));
    assertTrue(scored[0] > 24 && scored[0] <= 3 * 24, scored[0] + " were scored");
  }
}
