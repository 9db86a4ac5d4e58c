package org.attune;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import org.attune.data.BadInput;
import org.attune.method.online.Grpo;
import org.attune.train.Step;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

@DisplayName("Online alignment on the embedded world")
final class OnlineWorldTest {
  private static double reward(List<Step> steps) {
    return steps.stream().mapToDouble(step -> step.parts().get("reward")).average().orElseThrow();
  }

  @Test
  @DisplayName("raises the golden reward within ten rollouts, and the alignment tells of it")
  void rises() {
    Grpo method = Align.grpo().plan(Align.grpo().plan().steps(10));
    Alignment run = Dataset.bundled().align(method, Policy.bundled(), Golden.reward());
    List<Step> steps = run.history().steps();
    assertEquals(10, steps.size());
    double first = reward(steps.subList(0, 2));
    double last = reward(steps.subList(7, 10));
    assertTrue(last > first + 0.5, "from " + first + " to " + last);
    assertEquals("GRPO", run.policy().name());
    assertEquals(640, run.examples());
    assertTrue(run.chart().getSeriesMap().keySet().toString().contains("reward"));
  }

  @Test
  @DisplayName("refuses a reward model of another vocabulary as the critic's start")
  void otherVocabulary() {
    Policy tiny = Policy.of("tiny", Tiny.fresh(1), org.attune.model.Layout.PLAIN);
    RewardModel judge =
        RewardModel.train(
            tiny,
            Dataset.ofPairs(List.of(new org.attune.data.Pair("a", "b", "c"))),
            new org.attune.reward.RankingLoss(),
            RewardModel.plan().steps(1));
    BadInput refused =
        assertThrows(
            BadInput.class,
            () -> Dataset.bundled().align(Align.ppo().steps(1), Policy.bundled(), judge));
    assertTrue(refused.getMessage().contains("cannot become the policy's critic"));
  }
}
