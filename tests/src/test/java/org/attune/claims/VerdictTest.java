package org.attune.claims;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import java.util.stream.IntStream;
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
    return Verdict.above(PairedDifference.difference(PROMPTS, a, b), 0);
  }

  @Test
  @DisplayName("on the same answers twice is undecided")
  void same() {
    List<List<Double>> once = drawn(0, 1);
    assertEquals(Verdict.UNDECIDED, of(once, once));
  }

  @Test
  @DisplayName("on a policy against itself is wrong in at most one of twenty samplings")
  void nothing() {
    long wrong = 0;
    for (int i = 0; i < 200; i++) {
      wrong += of(drawn(0, 2 * i + 10), drawn(0, 2 * i + 11)) == Verdict.UNDECIDED ? 0 : 1;
    }
    assertTrue(wrong <= 10, wrong + " of 200");
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
  @DisplayName("on several parts stands only with all of them and falls with one")
  void parts() {
    Verdict yes = Verdict.AGREES;
    Verdict no = Verdict.DISAGREES;
    Verdict open = Verdict.UNDECIDED;
    assertEquals(yes, Verdict.all(List.of(yes, yes)));
    assertEquals(open, Verdict.all(List.of(yes, open)));
    assertEquals(no, Verdict.all(List.of(yes, open, no)));
    assertEquals(open, Verdict.all(List.of()));
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
