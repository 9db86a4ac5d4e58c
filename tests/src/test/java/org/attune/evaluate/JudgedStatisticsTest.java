package org.attune.evaluate;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.SplittableRandom;
import java.util.stream.IntStream;
import org.apache.commons.math3.distribution.BinomialDistribution;
import org.attune.util.InvalidInputException;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

/** A part of what {@link JudgedCoverageTable} prints, at a size that takes seconds. */
@DisplayName("The statistics of judged comparisons")
final class JudgedStatisticsTest {
  private static final double[] STRENGTHS = {0.6, 0.2, -0.2, -0.6};

  private static void fair(double share) {
    assertTrue(share >= 0.93 && share <= 0.97, "coverage " + share);
  }

  @Test
  @DisplayName("Bradley–Terry intervals hold the true strength and win rate")
  void bradleyTerry() {
    fair(
        Coverage.of(
                600,
                1,
                0.6,
                random -> SimulatedContests.ranking(STRENGTHS, 80, random).strength("system 0"))
            .share());
    fair(
        Coverage.of(
                600,
                2,
                LogisticFit.sigmoid(0.8),
                random ->
                    SimulatedContests.ranking(STRENGTHS, 80, random)
                        .winRate("system 0", "system 2"))
            .share());
  }

  @Test
  @DisplayName("four equal systems are left undecided in at least 95 of 100 cases")
  void equal() {
    SplittableRandom random = new SplittableRandom(3);
    int undecided = 0;
    for (int i = 0; i < 600; i++) {
      var ranking = SimulatedContests.ranking(new double[4], 80, random.split());
      undecided +=
          ranking.comparisons().stream().noneMatch(BradleyTerryRanking.RankedPair::sure) ? 1 : 0;
    }
    assertTrue(undecided >= 0.95 * 600, undecided + " of 600");
  }

  @Test
  @DisplayName("unequal systems are ranked, and the clear differences called sure")
  void ranked() {
    var ranking =
        SimulatedContests.ranking(new double[] {-1, 2, 0.1, 0}, 200, new SplittableRandom(4));
    assertEquals("system 1", ranking.order().get(0));
    assertEquals("system 0", ranking.order().get(3));
    assertEquals(List.of("system 0", "system 2", "system 3"), ranking.surelyAbove("system 1"));
    assertFalse(ranking.surelyAbove("system 2").contains("system 3"));
    double sum = ranking.order().stream().mapToDouble(name -> ranking.strength(name).value()).sum();
    assertEquals(0, sum, 1e-9);
  }

  @Test
  @DisplayName("a system that always wins keeps a finite strength")
  void separated() {
    List<BradleyTerryRanking.Comparison> all = new ArrayList<>();
    for (int i = 0; i < 50; i++) {
      all.add(new BradleyTerryRanking.Comparison("p" + i, 0, 1, 1));
    }
    Interval strength = BradleyTerryRanking.of(List.of("a", "b"), all).strength("a");
    assertTrue(strength.value() > 1 && Double.isFinite(strength.value()), strength.toString());
    String said =
        assertThrows(
                InvalidInputException.class,
                () -> BradleyTerryRanking.of(List.of("a", "b", "c"), all))
            .getMessage();
    assertTrue(said.contains("'c'"), said);
  }

  private static BradleyTerryRanking twoSystems(int wins, int prompts) {
    return BradleyTerryRanking.of(
        List.of("a", "b"),
        IntStream.range(0, prompts)
            .mapToObj(i -> new BradleyTerryRanking.Comparison("p" + i, 0, 1, i < wins ? 1 : 0))
            .toList());
  }

  @Test
  @DisplayName("a few wins without a loss make nothing sure, and many are not certain")
  void fewWins() {
    for (int prompts : new int[] {4, 5}) {
      BradleyTerryRanking all = twoSystems(prompts, prompts);
      assertFalse(all.comparisons().get(0).sure(), prompts + " wins");
      assertTrue(all.winRate("a", "b").low() < 0.5, prompts + " wins");
    }
    // The exact intervals of 10 and 20 wins (Clopper and Pearson) begin at 0.69 and 0.83.
    assertTrue(twoSystems(10, 10).winRate("a", "b").low() <= 0.69);
    assertTrue(twoSystems(20, 20).winRate("a", "b").low() <= 0.83);
    assertTrue(twoSystems(20, 20).comparisons().get(0).sure());
  }

  @Test
  @DisplayName("two equal systems are called different in at most 5 of 100 cases of few prompts")
  void twoEqual() {
    for (int prompts = 4; prompts <= 20; prompts++) {
      double claimed = 0;
      for (int wins = 0; wins <= prompts; wins++) {
        if (twoSystems(wins, prompts).comparisons().get(0).sure()) {
          claimed += new BinomialDistribution(prompts, 0.5).probability(wins);
        }
      }
      assertTrue(claimed <= 0.05, prompts + " prompts: " + claimed);
    }
  }

  @Test
  @DisplayName("length-controlled intervals hold the win rate at equal length")
  void lengthControlled() {
    double theta = 0.4;
    fair(
        Coverage.of(
                600,
                5,
                LogisticFit.sigmoid(theta),
                random -> SimulatedContests.controlled(theta, 1, 0.5, 150, random))
            .share());
  }

  @Test
  @DisplayName("a system that is only longer wins, but not with its length controlled")
  void onlyLonger() {
    Interval controlled = SimulatedContests.controlled(0, 2.5, 1, 800, new SplittableRandom(6));
    assertTrue(controlled.low() < 0.5 && controlled.high() > 0.5, controlled.toString());
  }

  @Test
  @DisplayName("without differences of length the plain win rate is left")
  void equalLengths() {
    List<String> prompts = IntStream.range(0, 20).mapToObj(i -> "p" + i).toList();
    List<Double> outcomes = IntStream.range(0, 20).mapToObj(i -> i < 15 ? 1.0 : 0.5).toList();
    List<Integer> same = Collections.nCopies(20, 7);
    Interval rate = LengthControlledWinRate.of(prompts, outcomes, same, same);
    assertEquals(17.5 / 20, rate.value(), 1e-12);
  }
}
