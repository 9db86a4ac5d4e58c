package org.attune.evaluate;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A part of what {@link CoverageTable} prints, at a size that takes seconds. */
@DisplayName("A 95 % interval holds the truth in 93 to 97 of 100 simulations")
final class CoverageTest {
  private static final int SIMULATIONS = 500;
  private static final double TRUTH = CoverageTable.TRUTH;

  private static void fair(double share, String what) {
    assertTrue(share >= 0.93 && share <= 0.97, what + ": " + share);
  }

  @ParameterizedTest(name = "{0} seeds")
  @ValueSource(ints = {3, 5, 10})
  @DisplayName("of a mean over prompts and seeds, whatever the seeds' share of the variance")
  void means(int seeds) {
    double sum = 0;
    for (double share : CoverageTable.SHARES) {
      var design = new SimulatedAnswers(60, 1, seeds, 0.8, 1.6, 0).seedShare(share);
      sum +=
          Coverage.of(SIMULATIONS, seeds, TRUTH, random -> CoverageTable.mean(design, random))
              .share();
    }
    fair(sum / CoverageTable.SHARES.length, "mean");
  }

  @ParameterizedTest(name = "{0} seeds")
  @ValueSource(ints = {3, 5, 10})
  @DisplayName("of a paired difference, in which prompts have no part of their own")
  void differences(int seeds) {
    double sum = 0;
    for (double share : CoverageTable.SHARES) {
      var design = new SimulatedAnswers(60, 1, seeds, 0, 1.6, 0).seedShare(share);
      sum +=
          Coverage.of(SIMULATIONS, 10 + seeds, TRUTH, random -> CoverageTable.mean(design, random))
              .share();
    }
    fair(sum / CoverageTable.SHARES.length, "difference");
  }

  @Test
  @DisplayName("of one training, whose own mean it is")
  void one() {
    var design = new SimulatedAnswers(60, 8, 1, 0.8, 1.6, 0);
    fair(
        Coverage.of(2000, 1, TRUTH, random -> CoverageTable.mean(design, random)).share(),
        "one training");
  }

  @ParameterizedTest(name = "{0} answers")
  @ValueSource(ints = {1, 8})
  @DisplayName("of a win rate between 0.9 and 0.998, answers clustered by prompt")
  void wins(int answers) {
    double sum = 0;
    List<Double> rates = new ArrayList<>();
    for (int i = 0; i < 50; i++) {
      rates.add(0.9 + 0.002 * i);
    }
    var design = new SimulatedAnswers(100, answers, 1, 0.6, 0.8, 0);
    for (double rate : rates) {
      sum +=
          Coverage.of(
                  60,
                  (long) (1e6 * rate),
                  rate,
                  random -> CoverageTable.share(design, rate, random))
              .share();
    }
    fair(sum / rates.size(), "win rate");
  }

  @ParameterizedTest(name = "{0} seeds")
  @ValueSource(ints = {3, 5, 10})
  @DisplayName("of a win rate over seeds near 1, whatever the seeds' share of the variance")
  void winsOverSeeds(int seeds) {
    double sum = 0;
    double worst = 1;
    List<Double> rates = List.of(0.95, 0.98, 0.99);
    for (double share : CoverageTable.SHARES) {
      var design = new SimulatedAnswers(60, 8, seeds, 0.6, 0.8, 0).seedShare(share);
      double held = 0;
      for (double rate : rates) {
        long own = Math.round(1e6 * seeds + 1e5 * share + 1e3 * rate); // else all would err alike
        held +=
            Coverage.of(150, own, rate, random -> CoverageTable.share(design, rate, random)).share()
                / rates.size();
      }
      sum += held / CoverageTable.SHARES.length;
      worst = Math.min(worst, held);
    }
    fair(sum, "win rate");
    assertTrue(worst > 0.92, "a share of seeds: " + worst); // 450 simulations each
  }

  @Test
  @DisplayName("of one of five arms with three seeds, where only its own seeds vary so much")
  void unlike() {
    double wildest = 0;
    double like = 0;
    List<Double> shares = List.of(0.5, 0.75, 0.9);
    for (double share : shares) {
      var wild = new SimulatedAnswers(60, 1, 3, 0.8, 1.6, 0).seedShare(share);
      var calm = new SimulatedAnswers(60, 1, 3, 0.8, 1.6, wild.seedSpread() / 2);
      long seed = Math.round(100 * share);
      wildest +=
          Coverage.of(1200, seed, TRUTH, random -> CoverageTable.pooled(wild, calm, random))
              .share();
      like +=
          Coverage.of(1200, seed, TRUTH, random -> CoverageTable.pooled(wild, wild, random))
              .share();
    }
    fair(wildest / shares.size(), "unlike");
    fair(like / shares.size(), "like");
  }

  @Test
  @DisplayName("and is no wider than a normal interval needs where seeds are many")
  void width() {
    var design = new SimulatedAnswers(100, 1, 10, 0.8, 1.6, 0.1);
    double error = Math.sqrt(0.64 / 100 + 2.56 / 1000 + 0.01 / 10);
    Coverage found = Coverage.of(400, 5, TRUTH, random -> CoverageTable.mean(design, random));
    assertEquals(1, found.width() / (2 * 1.96 * error), 0.1);
  }
}
