package org.attune.evaluate;

import java.util.Locale;
import java.util.SplittableRandom;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/**
 * Prints the coverage of judged comparisons: {@code ./mvnw verify -Psoak -Dtest=JudgedCoverageTable
 * -Dsurefire.failIfNoSpecifiedTests=false}.
 */
@Tag("soak")
@DisplayName("The table of coverage of judged comparisons")
class JudgedCoverageTable {
  private static final int SIMULATIONS = 4000;

  @Test
  @DisplayName("of strengths, win rates, length-controlled win rates, and equal systems")
  void print() {
    for (int prompts : new int[] {40, 80, 160, 805}) {
      double[] strengths = {0.6, 0.2, -0.2, -0.6};
      Coverage strength =
          Coverage.of(
              SIMULATIONS,
              1,
              0.6,
              r -> SimulatedContests.ranking(strengths, prompts, r).strength("system 0"));
      Coverage rate =
          Coverage.of(
              SIMULATIONS,
              2,
              LogisticFit.sigmoid(0.8),
              r ->
                  SimulatedContests.ranking(strengths, prompts, r).winRate("system 0", "system 2"));
      Coverage controlled =
          Coverage.of(
              SIMULATIONS,
              3,
              LogisticFit.sigmoid(0.4),
              r -> SimulatedContests.controlled(0.4, 1, 0.5, prompts, r));
      System.out.printf(
          Locale.ROOT,
          "| %d | %.1f | %.1f | %.1f | %.1f |%n",
          prompts,
          100 * strength.share(),
          100 * rate.share(),
          100 * controlled.share(),
          100 * undecided(prompts));
    }
  }

  private static double undecided(int prompts) {
    SplittableRandom random = new SplittableRandom(4);
    int undecided = 0;
    for (int i = 0; i < SIMULATIONS; i++) {
      var ranking = SimulatedContests.ranking(new double[4], prompts, random.split());
      undecided +=
          ranking.comparisons().stream().noneMatch(BradleyTerryRanking.RankedPair::sure) ? 1 : 0;
    }
    return undecided / (double) SIMULATIONS;
  }
}
