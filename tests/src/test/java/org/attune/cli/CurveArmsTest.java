package org.attune.cli;

import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.attune.Align;
import org.attune.Dataset;
import org.attune.Policy;
import org.attune.method.LearningRateRule;
import org.attune.method.OfflineMethod;
import org.attune.method.TrainingConfig;
import org.attune.reward.Reward;
import org.attune.sweep.Setting;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

@DisplayName("The two arms of a curve")
final class CurveArmsTest {
  private final Policy start = Policy.bundled();
  private final Reward byLength = (prompt, response) -> response.length();
  private final CurveArms arms =
      new CurveArms(Dataset.ofPrompts(List.of("Hello")), start, Optional.of(byLength), 1);

  private String online(OfflineMethod method) {
    Setting<OfflineMethod> only = new Setting<>(1, Map.of(), method);
    return arms.online(only, online -> online, 1, false).what();
  }

  private static String named(double rate) {
    return "learningRate=" + rate + ",";
  }

  @Test
  @DisplayName("have one learning rate, though imitation has a lower default on policy")
  void sameRate() {
    double offline = LearningRateRule.IMITATION.rate(start.model().config().parameters());
    assertTrue(online(Align.bestOf2()).contains(named(offline)), online(Align.bestOf2()));
    assertTrue(online(Align.bestOf2().learningRate(3e-3)).contains(named(3e-3)));
    assertTrue(online(Align.ipo()).contains(named(TrainingConfig.AUTO)), "as in earlier versions");
  }
}
