package org.attune.claims;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.SplittableRandom;
import java.util.stream.IntStream;
import org.attune.evaluate.Estimate;
import org.attune.evaluate.Interval;
import org.attune.evaluate.StudentInterval;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

@DisplayName("A verdict")
final class VerdictTest {
  private static final List<String> PROMPTS =
      IntStream.range(0, 50).mapToObj(i -> "prompt " + i).toList();

  /** Numbers with a mean, for each of three seeds and each prompt. */
  private static List<List<Double>> drawn(double mean, long seed) {
    SplittableRandom random = new SplittableRandom(seed);
    List<List<Double>> all = new ArrayList<>();
    for (int i = 0; i < 3; i++) {
      all.add(PROMPTS.stream().map(prompt -> mean + random.nextGaussian()).toList());
    }
    return all;
  }

  private static Verdict of(List<List<Double>> a, List<List<Double>> b) {
    return Verdict.above(PairedDifference.difference(PROMPTS, a, b), 0, 0, 0.95);
  }

  private static long decided(double difference) {
    long decided = 0;
    for (int i = 0; i < 400; i++) {
      Verdict verdict = of(drawn(difference, 2 * i + 10), drawn(0, 2 * i + 11));
      decided += verdict == Verdict.UNDECIDED ? 0 : 1;
    }
    return decided;
  }

  @Test
  @DisplayName("on the same answers twice is undecided")
  void same() {
    List<List<Double>> once = drawn(0, 1);
    assertEquals(Verdict.UNDECIDED, of(once, once));
  }

  @Test
  @DisplayName("on a policy against itself is wrong in about one of twenty samplings, not never")
  void nothing() {
    long wrong = decided(0);
    assertTrue(wrong >= 8 && wrong <= 32, wrong + " of 400");
  }

  @Test
  @DisplayName("on a real difference is mostly there")
  void something() {
    long right = decided(0.8);
    assertTrue(right >= 320, right + " of 400");
  }

  @Test
  @DisplayName("on what never varied is undecided, however far from the bound")
  void constant() {
    List<List<Double>> ones = Collections.nCopies(3, Collections.nCopies(50, 1.0));
    assertEquals(
        Verdict.UNDECIDED, Verdict.above(PairedDifference.mean(PROMPTS, ones), 0.5, 0, 0.95));
    assertEquals(
        Verdict.UNDECIDED, Verdict.above(PairedDifference.share(PROMPTS, ones), 0.5, 0, 0.95));
    Estimate seeds = StudentInterval.estimate(List.of(1.0, 1.0, 1.0), 10);
    assertEquals(Verdict.UNDECIDED, Verdict.above(seeds, 0.99, 0, 0.95));
  }

  @Test
  @DisplayName("on a difference that is surely smaller than the margin is that it does not matter")
  void small() {
    Estimate none = PairedDifference.difference(PROMPTS, drawn(0, 5), drawn(0, 6));
    assertEquals(Verdict.NO_DIFFERENCE_THAT_MATTERS, Verdict.above(none, 0, 2, 0.95));
    Estimate large = PairedDifference.difference(PROMPTS, drawn(4, 5), drawn(0, 6));
    assertEquals(Verdict.AGREES, Verdict.above(large, 0, 2, 0.95));
    assertEquals("no difference that matters", Verdict.NO_DIFFERENCE_THAT_MATTERS.toString());
  }

  @Test
  @DisplayName("on a clear difference follows its sign")
  void clear() {
    assertEquals(Verdict.AGREES, of(drawn(3, 1), drawn(0, 2)));
    assertEquals(Verdict.DISAGREES, of(drawn(0, 1), drawn(3, 2)));
  }

  @Test
  @DisplayName("needs two seeds, however clear the difference")
  void one() {
    List<List<Double>> high = drawn(9, 1).subList(0, 1);
    assertEquals(Verdict.UNDECIDED, of(high, drawn(0, 2).subList(0, 1)));
  }

  @Test
  @DisplayName("on a difference that holds for one seed alone is undecided")
  void seeds() {
    List<List<Double>> a = List.of(drawn(4, 1).get(0), drawn(0, 2).get(0), drawn(0, 3).get(0));
    assertEquals(Verdict.UNDECIDED, of(a, drawn(0, 4)));
  }

  @Test
  @DisplayName("rests on Student's interval, whose reach for three seeds is 4.303 errors")
  void student() {
    Interval interval = StudentInterval.of(List.of(1.0, 2.0, 3.0), 10);
    assertEquals(2, interval.value());
    assertEquals(4.302652730 / Math.sqrt(3), interval.high() - 2, 1e-6);
    assertEquals(interval.high() - 2, 2 - interval.low(), 1e-12);
    assertTrue(Double.isNaN(StudentInterval.of(List.of(1.0), 10).low()));
  }
}
