package org.attune.claims;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import org.attune.evaluate.Estimate;
import org.attune.evaluate.SimulatedAnswers;
import org.attune.evaluate.StudentInterval;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

@DisplayName("A claim of several parts")
final class ConjunctionTest {
  private static final Verdict YES = Verdict.AGREES;
  private static final Verdict NO = Verdict.DISAGREES;
  private static final Verdict SAME = Verdict.NO_DIFFERENCE_THAT_MATTERS;
  private static final Verdict OPEN = Verdict.UNDECIDED;

  @Test
  @DisplayName("stands only with all of them and falls with one")
  void parts() {
    assertEquals(YES, Conjunction.all(List.of(YES, YES)));
    assertEquals(OPEN, Conjunction.all(List.of(YES, OPEN)));
    assertEquals(NO, Conjunction.all(List.of(YES, OPEN, SAME, NO)));
    assertEquals(SAME, Conjunction.all(List.of(YES, SAME, OPEN)));
    assertEquals(OPEN, Conjunction.all(List.of()));
  }

  private static Evidence seeds(double... values) {
    List<Double> list = new ArrayList<>();
    for (double value : values) {
      list.add(value);
    }
    return Evidence.above("part", StudentInterval.estimate(list, 10), 0);
  }

  @Test
  @DisplayName("is refuted by Holm's steps: what one part shows, it need not show among many")
  void holm() {
    // t = −4.9 with 2 degrees of freedom: p = 0.04, two-sided.
    Evidence weak = seeds(-0.6, -1.2, -1.2);
    assertEquals(List.of(NO), Conjunction.parts(List.of(weak), 0.05));
    Evidence open = seeds(-1, 1, 0.5);
    assertEquals(List.of(OPEN, OPEN), Conjunction.parts(List.of(weak, open), 0.05));
    // Once the clearest is out, the next is one of fewer.
    Evidence clear = seeds(-1, -1.001, -1.002);
    assertEquals(List.of(NO, NO), Conjunction.parts(List.of(weak, clear), 0.05));
  }

  @Test
  @DisplayName("agrees by parts at the full level each")
  void intersectionUnion() {
    Evidence weak = seeds(0.6, 1.2, 1.2);
    assertEquals(List.of(YES, YES), Conjunction.parts(List.of(weak, weak), 0.05));
  }

  @Test
  @DisplayName("behind a gate that was not passed is not reached, whatever its numbers")
  void gates() {
    Finding finding = new Finding("x", List.of(), List.of(seeds(1, 1.1, 1.2)));
    assertEquals(YES, finding.verdict());
    assertEquals(YES, finding.gates(new Gate("KL", 20, 15)).verdict());
    Finding closed = finding.gates(new Gate("KL", 20, 15), new Gate("proxy", 0.7, 0.8));
    assertEquals(Verdict.NOT_REACHED, closed.verdict());
    assertTrue(closed.ours().contains("proxy = 0.700, needed 0.800 (not reached)"), closed.ours());
    assertTrue(!new Gate("KL", Double.NaN, 15).passed());
  }

  /** All parts of a claim at their bounds, which is where it is hardest not to refute it. */
  private static Verdict claim(int parts, SplittableRandom random) {
    var design = new SimulatedAnswers(40, 1, 3, 0, 1.5, 0.15);
    List<Evidence> evidence = new ArrayList<>();
    for (int i = 0; i < parts; i++) {
      Estimate ours = PairedDifference.mean(design.rows(), design.draw(0, random));
      evidence.add(Evidence.above("part " + i, ours, 0));
    }
    return Conjunction.all(Conjunction.parts(evidence, 0.05));
  }

  @Test
  @DisplayName("that is true is refuted in one of forty at most, eight parts or one")
  void refuted() {
    for (int parts : new int[] {1, 8}) {
      SplittableRandom random = new SplittableRandom(parts);
      int wrong = 0;
      for (int i = 0; i < 1000; i++) {
        wrong += claim(parts, random.split()) == NO ? 1 : 0;
      }
      assertTrue(wrong <= 32, wrong + " of 1000 with " + parts + " parts"); // 25 and 1.5 errors
    }
  }

  @Test
  @DisplayName("is looked at three times within one error")
  void looks() {
    Looks looks = Looks.upTo(8);
    assertEquals(List.of(3, 5, 8), looks.seeds());
    double sum = looks.alpha(0) + looks.alpha(1) + looks.alpha(2);
    assertEquals(Looks.ALPHA, sum, 1e-12);
    assertTrue(looks.alpha(0) < looks.alpha(1) && looks.alpha(1) < looks.alpha(2));
    assertEquals(List.of(3, 5), Looks.upTo(5).seeds());
    assertEquals(Looks.ALPHA, Looks.upTo(2).alpha(0), 1e-12);
  }
}
