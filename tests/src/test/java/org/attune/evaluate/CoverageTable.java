package org.attune.evaluate;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.SplittableRandom;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/**
 * Prints the coverage tables of {@code recipes/STATISTICS.md}: {@code ./mvnw verify -Psoak
 * -Dtest=CoverageTable -Dsurefire.failIfNoSpecifiedTests=false}.
 */
@Tag("soak")
@DisplayName("The table of coverage")
class CoverageTable {
  private static final int SIMULATIONS = 4000;
  private static final int PROMPTS = 100;

  /** The seeds' shares of the variance. */
  static final double[] SHARES = {0, 0.1, 0.25, 0.5, 0.75, 0.9};

  /** The mean of the answers that are drawn. */
  static final double TRUTH = 0.7;

  @Test
  @DisplayName("of means, differences and win rates")
  void print() {
    print("measure", "seeds", "0", "0.1", "0.25", "0.5", "0.75", "0.9");
    for (int seeds : new int[] {3, 5, 10}) {
      var mean = new SimulatedAnswers(PROMPTS, 1, seeds, 0.76, 1.6, 0);
      row("mean, 1 answer", mean, CoverageTable::mean);
      row("mean, 8 answers as one", eight(mean), CoverageTable::mean);
      row(
          "paired difference",
          new SimulatedAnswers(PROMPTS, 1, seeds, 0, 1.6, 0),
          CoverageTable::mean);
      row("mean, 5 arms pooled", mean, CoverageTable::pooled);
      row("mean, 5 arms, one unlike", mean, CoverageTable::unlike);
      row("difference of 2 of 5 like arms", mean, CoverageTable::difference);
      row("difference of 2 of 5 arms, one unlike", mean, CoverageTable::unlikeDifference);
    }
    print("win rate", "seeds", "answers", "0.5", "0.8", "0.9", "0.95", "0.98 … 0.999");
    for (int seeds : new int[] {1, 3, 5, 10}) {
      for (int answers : new int[] {1, 8}) {
        var design = new SimulatedAnswers(PROMPTS, answers, seeds, 0.6, 0.8, 0);
        for (double share : seeds == 1 ? new double[] {0} : SHARES) {
          wins(share, design.seedShare(share));
        }
      }
    }
  }

  /** Eight answers to a prompt: their mean is one cell with an eighth of the variance. */
  private static SimulatedAnswers eight(SimulatedAnswers one) {
    return new SimulatedAnswers(
        one.prompts(), 1, one.seeds(), one.promptSpread(), one.answerSpread() / Math.sqrt(8), 0);
  }

  private interface Made {
    Interval interval(SimulatedAnswers design, SplittableRandom random);
  }

  private static void row(String name, SimulatedAnswers design, Made made) {
    List<String> cells = new ArrayList<>(List.of(name, String.valueOf(design.seeds())));
    for (double share : SHARES) {
      SimulatedAnswers own = design.seedShare(share);
      cells.add(text(TRUTH, SIMULATIONS, random -> made.interval(own, random)));
    }
    print(cells.toArray(String[]::new));
  }

  private static void wins(double seedShare, SimulatedAnswers design) {
    List<String> cells = new ArrayList<>();
    cells.add(String.valueOf(seedShare));
    cells.add(String.valueOf(design.seeds()));
    cells.add(String.valueOf(design.answers()));
    for (double rate : new double[] {0.5, 0.8, 0.9, 0.95}) {
      cells.add(text(rate, SIMULATIONS / 4, random -> share(design, rate, random)));
    }
    double held = 0;
    for (int i = 0; i < 20; i++) {
      double rate = 0.98 + 0.001 * i;
      held += Coverage.of(100, i, rate, random -> share(design, rate, random)).share() / 20;
    }
    cells.add(percent(held));
    print(cells.toArray(String[]::new));
  }

  /** A win rate. */
  static Interval share(SimulatedAnswers design, double rate, SplittableRandom random) {
    return RandomEffects.of(
        design.rows(), design.wins(rate, random).stream().map(RatioSamples::share).toList());
  }

  static Interval mean(SimulatedAnswers design, SplittableRandom random) {
    return RandomEffects.of(
        design.rows(), design.draw(TRUTH, random).stream().map(RatioSamples::mean).toList());
  }

  private static Interval pooled(SimulatedAnswers design, SplittableRandom random) {
    return pooled(design, design, random);
  }

  /** The other arms' seeds vary half as much as those of the arm that is measured. */
  private static Interval unlike(SimulatedAnswers design, SplittableRandom random) {
    return pooled(design, calm(design), random);
  }

  private static Interval unlikeDifference(SimulatedAnswers design, SplittableRandom random) {
    return difference(design, calm(design), random);
  }

  private static SimulatedAnswers calm(SimulatedAnswers design) {
    return new SimulatedAnswers(
        design.prompts(),
        design.answers(),
        design.seeds(),
        design.promptSpread(),
        design.answerSpread(),
        design.seedSpread() / 2);
  }

  /** The mean of the first of five arms, with the seed variance of all. */
  static Interval pooled(SimulatedAnswers first, SimulatedAnswers others, SplittableRandom random) {
    List<List<RatioSamples>> arms = five(first, others, random);
    return RandomEffects.of(
        first.rows(), arms.get(0), SeedVariance.ofMeans(squares(first.rows(), arms)));
  }

  /** Two of five arms that share their prompts, as the claims compare them. */
  private static Interval difference(SimulatedAnswers design, SplittableRandom random) {
    return difference(design, design, random);
  }

  private static Interval difference(
      SimulatedAnswers design, SimulatedAnswers others, SplittableRandom random) {
    List<List<RatioSamples>> arms = five(design, others, random);
    List<List<RatioSamples>> centred = arms.stream().map(arm -> minus(arm, arms)).toList();
    Optional<SeedVariance> pooled =
        SeedVariance.ofDifferences(squares(design.rows(), arms), squares(design.rows(), centred));
    Interval found =
        RandomEffects.of(design.rows(), minus(arms.get(0), List.of(arms.get(1))), pooled);
    return found.map(value -> value + TRUTH);
  }

  /** Returns an arm less the mean of others, answer by answer. */
  private static List<RatioSamples> minus(List<RatioSamples> arm, List<List<RatioSamples>> others) {
    List<RatioSamples> differences = new ArrayList<>();
    for (int seed = 0; seed < arm.size(); seed++) {
      List<Double> row = new ArrayList<>(arm.get(seed).above());
      for (List<RatioSamples> other : others) {
        List<Double> values = other.get(seed).above();
        for (int i = 0; i < row.size(); i++) {
          row.set(i, row.get(i) - values.get(i) / others.size());
        }
      }
      differences.add(RatioSamples.mean(row));
    }
    return differences;
  }

  private static List<List<RatioSamples>> five(
      SimulatedAnswers first, SimulatedAnswers others, SplittableRandom random) {
    List<List<RatioSamples>> arms = new ArrayList<>();
    for (int arm = 0; arm < 5; arm++) {
      SimulatedAnswers design = arm == 0 ? first : others;
      arms.add(design.draw(TRUTH, random).stream().map(RatioSamples::mean).toList());
    }
    return arms;
  }

  private static List<MeanSquares> squares(List<String> rows, List<List<RatioSamples>> arms) {
    return arms.stream().map(arm -> MeanSquares.of(rows, arm)).toList();
  }

  private static String text(double truth, int count, Function<SplittableRandom, Interval> made) {
    Coverage coverage = Coverage.of(count, 11, truth, made);
    return percent(coverage.share());
  }

  private static String percent(double share) {
    return String.format(Locale.ROOT, "%.1f", 100 * share);
  }

  private static void print(String... cells) {
    System.out.println(List.of(cells).stream().collect(Collectors.joining(" | ", "| ", " |")));
  }
}
