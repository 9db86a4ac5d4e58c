package org.attune.evaluate;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.SplittableRandom;
import java.util.stream.IntStream;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

@DisplayName("A bootstrap interval")
final class BootstrapTest {
  private static final double EXACT = 1e-12;

  private static List<String> prompts(int count) {
    return IntStream.range(0, count).mapToObj(i -> "prompt " + i).toList();
  }

  private static List<Double> normal(int count, double mean, SplittableRandom random) {
    return random.doubles(count).mapToObj(u -> mean + random.nextGaussian()).toList();
  }

  private static double width(Interval interval) {
    return interval.high() - interval.low();
  }

  /** With 50 prompts the percentile interval is a little short; 90 to 98 % is the fair band. */
  @Test
  @DisplayName("holds the true mean in about 95 of 100 repetitions")
  void coverage() {
    SplittableRandom random = new SplittableRandom(2);
    int held = 0;
    int repetitions = 400;
    for (int i = 0; i < repetitions; i++) {
      Interval interval = Bootstrap.of(prompts(50), RatioSamples.mean(normal(50, 0.7, random)));
      held += interval.low() <= 0.7 && 0.7 <= interval.high() ? 1 : 0;
    }
    double share = held / (double) repetitions;
    assertTrue(share > 0.90 && share < 0.98, "held " + share);
  }

  @Test
  @DisplayName("is as wide as theory says and repeats exactly")
  void width() {
    List<Double> values = normal(400, 3, new SplittableRandom(3));
    double mean = values.stream().mapToDouble(x -> x).average().orElseThrow();
    double variance =
        values.stream().mapToDouble(x -> (x - mean) * (x - mean)).average().orElseThrow();
    Interval interval = Bootstrap.of(prompts(400), RatioSamples.mean(values));
    assertEquals(mean, interval.value(), EXACT);
    double expected = 2 * 1.96 * Math.sqrt(variance / 400);
    assertEquals(expected, width(interval), 0.1 * expected);
    assertEquals(interval, Bootstrap.of(prompts(400), RatioSamples.mean(values)));
    assertEquals(400, interval.n());
    assertEquals(1, interval.seeds());
  }

  @Test
  @DisplayName("is no narrower when every prompt stands there ten times")
  void clusters() {
    List<Double> values = normal(40, 0, new SplittableRandom(4));
    Interval once = Bootstrap.of(prompts(40), RatioSamples.mean(values));
    List<String> repeated = new ArrayList<>();
    List<Double> repeatedValues = new ArrayList<>();
    for (int i = 0; i < 10; i++) {
      repeated.addAll(prompts(40));
      repeatedValues.addAll(values);
    }
    Interval ten = Bootstrap.of(repeated, RatioSamples.mean(repeatedValues));
    assertEquals(40, ten.n());
    assertEquals(once.low(), ten.low(), EXACT);
    assertEquals(once.high(), ten.high(), EXACT);
    Interval naive = Bootstrap.of(prompts(400), RatioSamples.mean(repeatedValues));
    assertTrue(width(naive) < width(once) / 2, "different prompts would make it narrower");
  }

  @Test
  @DisplayName("divides sums, and applies the metric's own function")
  void ratio() {
    List<Double> logProbs = List.of(-4.0, -1.0, -9.0);
    List<Double> tokens = List.of(2.0, 1.0, 3.0);
    Interval interval =
        Bootstrap.of(prompts(3), new RatioSamples(logProbs, tokens, mean -> Math.exp(-mean)));
    assertEquals(Math.exp(14.0 / 6), interval.value(), EXACT);
    assertTrue(interval.low() >= Math.E - EXACT && interval.high() <= Math.exp(3) + EXACT);
  }

  @Test
  @DisplayName("grows when training seeds disagree")
  void seeds() {
    List<Double> zeros = Collections.nCopies(30, 0.0);
    List<Double> ones = Collections.nCopies(30, 1.0);
    Interval agree =
        Bootstrap.of(prompts(30), List.of(RatioSamples.mean(ones), RatioSamples.mean(ones)));
    assertEquals(0, width(agree), EXACT);
    Interval disagree =
        Bootstrap.of(
            prompts(30),
            List.of(RatioSamples.mean(zeros), RatioSamples.mean(ones), RatioSamples.mean(ones)));
    assertEquals(2.0 / 3, disagree.value(), EXACT);
    assertEquals(0, disagree.low(), EXACT);
    assertEquals(1, disagree.high(), EXACT);
    assertEquals(3, disagree.seeds());
    assertEquals(30, disagree.n());
  }
}
