package org.attune.curve;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.SplittableRandom;
import java.util.function.DoubleUnaryOperator;
import java.util.stream.DoubleStream;
import java.util.stream.IntStream;
import org.attune.evaluate.Interval;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/**
 * Prints the coverage of the numbers on curves: {@code ./mvnw verify -Psoak
 * -Dtest=CurveCoverageTable -Dsurefire.failIfNoSpecifiedTests=false}.
 */
@Tag("soak")
@DisplayName("The table of coverage of curves")
class CurveCoverageTable {
  private static final int SIMULATIONS = 4000;
  private static final int PROMPTS = 40;
  private static final int LARGEST = 5; // √KL
  private static final double GAP = 0.5;
  private static final double ANSWER = 1.6;
  private static final double PROMPT = 0.8;
  private static final CurveMeasure MEASURE = CurveMeasure.REWARD;
  private static final List<String> ASKED =
      IntStream.range(0, PROMPTS).mapToObj(i -> "prompt " + i).toList();

  /** What is measured of two hills, one of which lies above the other. */
  private record Numbers(Interval gap, Interval rise, Interval fall) {
    static Numbers of(OverOptimisation curves) {
      return new Numbers(
          curves.gap("above", "below", MEASURE),
          curves.rise("above", MEASURE),
          curves.fall("above", MEASURE));
    }

    List<Interval> all() {
      return List.of(gap, rise, fall);
    }
  }

  @Test
  @DisplayName("of a gap, a rise and a fall")
  void print() {
    // A smooth line cuts a hill's top: the truth is what the line gives without noise.
    List<Interval> truth = Numbers.of(hills(2, 0, 0, 0, new SplittableRandom(1))).all();
    for (int seeds : new int[] {1, 3, 5}) {
      for (double spread : seeds == 1 ? new double[] {0} : new double[] {0, 0.3, 1}) {
        int[] held = new int[truth.size()];
        SplittableRandom random = new SplittableRandom(3);
        for (int i = 0; i < SIMULATIONS; i++) {
          var curves = hills(seeds, ANSWER, PROMPT, spread, random.split());
          List<Interval> found = Numbers.of(curves).all();
          for (int k = 0; k < held.length; k++) {
            double value = truth.get(k).value();
            held[k] += found.get(k).low() <= value && value <= found.get(k).high() ? 1 : 0;
          }
        }
        System.out.printf(
            Locale.ROOT,
            "| %d | %.1f | %.1f | %.1f | %.1f |%n",
            seeds,
            spread,
            100.0 * held[0] / SIMULATIONS,
            100.0 * held[1] / SIMULATIONS,
            100.0 * held[2] / SIMULATIONS);
      }
    }
  }

  private static OverOptimisation hills(
      int seeds, double answer, double prompt, double spread, SplittableRandom random) {
    double[] hard =
        DoubleStream.generate(() -> prompt * random.nextGaussian()).limit(PROMPTS).toArray();
    DoubleUnaryOperator hill = root -> 2 - (root - 3) * (root - 3) / 4;
    return curve(
            "above", seeds, answer, spread, hard, root -> hill.applyAsDouble(root) + GAP, random)
        .and(curve("below", seeds, answer, spread, hard, hill, random));
  }

  /** Each training has a slope of its own, so that seeds differ most where KL is large. */
  private static OverOptimisation curve(
      String group,
      int seeds,
      double answer,
      double spread,
      double[] hard,
      DoubleUnaryOperator height,
      SplittableRandom random) {
    List<CurvePoint> points = new ArrayList<>();
    for (int run = 0; run < seeds; run++) {
      double slope = spread * random.nextGaussian() / LARGEST;
      for (int root = 0; root <= LARGEST; root++) {
        double mean = height.applyAsDouble(root) + slope * root;
        double kl = root * root;
        List<Double> rewards = new ArrayList<>();
        for (double own : hard) {
          rewards.add(mean + own + answer * random.nextGaussian());
        }
        List<Double> divergences = ASKED.stream().map(asked -> kl).toList();
        List<Double> wins = rewards.stream().map(reward -> reward > 0 ? 1.0 : 0.0).toList();
        points.add(new CurvePoint(group, group + root, run, divergences, wins, rewards));
      }
    }
    return new OverOptimisation(ASKED, points);
  }
}
