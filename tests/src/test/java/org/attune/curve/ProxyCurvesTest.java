package org.attune.curve;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import org.attune.Dataset;
import org.attune.Golden;
import org.attune.Policy;
import org.attune.reward.Reward;
import org.attune.util.InvalidInputException;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

@DisplayName("The curves of a proxy and of the judge")
final class ProxyCurvesTest {
  private static final Dataset PROMPTS = Dataset.bundled("tune").take(6);
  private static final Reward LONG = (prompt, answer) -> answer.length();

  private static double mean(OverOptimisation curves, int point) {
    return curves.points().get(point).mean(CurveMeasure.REWARD);
  }

  @Test
  @DisplayName("by best-of-n choose by the proxy and are judged by the judge")
  void chosenByTheProxy() {
    ProxyCurves curves = ProxyCurves.bestOf(PROMPTS, LONG, Golden.reward(), Policy.bundled(), 4);
    ProxyCurves same =
        ProxyCurves.bestOf(PROMPTS, Golden.reward(), Golden.reward(), Policy.bundled(), 4);
    for (int i = 0; i < 2; i++) {
      assertTrue(mean(curves.proxy(), i + 1) > mean(curves.proxy(), i), "more choice, more proxy");
      assertTrue(mean(same.judge(), i + 1) > mean(same.judge(), i));
    }
    assertEquals(mean(same.judge(), 0), mean(curves.judge(), 0), 1e-9, "one answer is no choice");
    assertTrue(mean(same.judge(), 2) > mean(curves.judge(), 2), "length is not the judge's reward");
    assertEquals(Math.log(4) - 0.75, curves.judge().points().get(2).kl(), 1e-9);
    assertEquals(List.of("best of n"), curves.judge().groups());
    assertEquals(2, curves.chart().getSeriesMap().size() / 2, "points and a line for each reward");
  }

  @Test
  @DisplayName("need a power of two")
  void powers() {
    assertThrows(
        InvalidInputException.class,
        () -> ProxyCurves.bestOf(PROMPTS, LONG, LONG, Policy.bundled(), 6));
  }
}
