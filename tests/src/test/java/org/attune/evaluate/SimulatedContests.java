package org.attune.evaluate;

import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;

/** Comparisons of systems with known strengths by a judge who also likes length. */
final class SimulatedContests {
  private SimulatedContests() {}

  /** Every two systems answer every prompt. */
  static List<BradleyTerryRanking.Comparison> all(
      double[] strengths, int prompts, SplittableRandom random) {
    List<BradleyTerryRanking.Comparison> found = new ArrayList<>();
    for (int prompt = 0; prompt < prompts; prompt++) {
      for (int i = 0; i < strengths.length; i++) {
        for (int j = i + 1; j < strengths.length; j++) {
          double wins = LogisticFit.sigmoid(strengths[i] - strengths[j]);
          double outcome = random.nextDouble() < wins ? 1 : 0;
          found.add(new BradleyTerryRanking.Comparison("prompt " + prompt, i, j, outcome));
        }
      }
    }
    return found;
  }

  static BradleyTerryRanking ranking(double[] strengths, int prompts, SplittableRandom random) {
    List<String> names = new ArrayList<>();
    for (int i = 0; i < strengths.length; i++) {
      names.add("system " + i);
    }
    return BradleyTerryRanking.of(names, all(strengths, prompts, random));
  }

  /**
   * Returns a length-controlled win rate.
   *
   * @param theta the log-odds of winning at equal length
   * @param phi the judge's liking of length
   * @param longer the mean difference of lengths, in standard deviations
   */
  static Interval controlled(
      double theta, double phi, double longer, int prompts, SplittableRandom random) {
    List<String> names = new ArrayList<>();
    List<Double> outcomes = new ArrayList<>();
    List<Integer> lengths = new ArrayList<>();
    List<Integer> others = new ArrayList<>();
    for (int i = 0; i < prompts; i++) {
      double difference = longer + gaussian(random);
      names.add("prompt " + i);
      lengths.add(500 + (int) Math.round(100 * difference));
      others.add(500);
      double wins = LogisticFit.sigmoid(theta + phi * Math.tanh(difference));
      outcomes.add(random.nextDouble() < wins ? 1.0 : 0.0);
    }
    return LengthControlledWinRate.of(names, outcomes, lengths, others);
  }

  private static double gaussian(SplittableRandom random) {
    double radius = Math.sqrt(-2 * Math.log(1 - random.nextDouble()));
    return radius * Math.cos(2 * Math.PI * random.nextDouble());
  }
}
