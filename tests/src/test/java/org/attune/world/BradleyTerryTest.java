package org.attune.world;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import org.attune.data.Pair;
import org.attune.util.InvalidInputException;
import org.junit.jupiter.api.Test;

/** The labels are as noisy as stated. */
class BradleyTerryTest {
  private static final World WORLD = World.standard();

  @Test
  void theBayesLimitIsWhatTheGoldenRewardReaches() {
    List<Pair> pairs = WORLD.pairs(6_000, 12);
    double reached = pairs.stream().mapToDouble(BradleyTerryTest::agrees).average().orElseThrow();
    double limit = WORLD.judge().bayesLimit(pairs);
    double error = Math.sqrt(limit * (1 - limit) / pairs.size());
    assertEquals(limit, reached, 3 * error);
    assertTrue(limit > 0.85 && limit < 0.9, "limit " + limit);
  }

  private static double agrees(Pair pair) {
    double gap =
        WORLD.golden().score(pair.prompt(), pair.chosen())
            - WORLD.golden().score(pair.prompt(), pair.rejected());
    return gap > 0 ? 1 : gap < 0 ? 0 : 0.5;
  }

  @Test
  void theCoinFollowsTheGap() {
    String prompt = "How do I start caring for a cat?";
    String good = "Begin with a soft brush.";
    String rude = good + " Stop wasting my time.";
    BradleyTerry judge = new BradleyTerry(WORLD.golden(), 2);
    assertEquals(1 / (1 + Math.exp(-0.5)), judge.firstWins(prompt, good, rude), 1e-12);
    assertEquals(0.5, judge.firstWins(prompt, good, good));
    assertEquals(
        1, judge.firstWins(prompt, good, rude) + judge.firstWins(prompt, rude, good), 1e-12);
  }

  @Test
  void aTemperatureOfZeroIsRefused() {
    assertThrows(InvalidInputException.class, () -> new BradleyTerry(WORLD.golden(), 0));
  }
}
