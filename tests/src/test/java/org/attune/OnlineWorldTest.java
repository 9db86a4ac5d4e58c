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
  @Test
  @DisplayName("brings a policy, a history of rollouts and a curve of the reward")
  void alignment() {
    Grpo method = Align.grpo().plan(Align.grpo().plan().steps(2));
    Alignment run = Dataset.bundled().align(method, Policy.bundled(), Golden.reward());
    List<Step> steps = run.history().steps();
    assertEquals(2, steps.size());
    assertEquals(0, steps.get(0).parts().get("KL"));
    assertTrue(steps.get(1).parts().get("KL") > 0, "the policy has moved");
    assertEquals("GRPO", run.policy().name());
    assertEquals(128, run.examples());
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
