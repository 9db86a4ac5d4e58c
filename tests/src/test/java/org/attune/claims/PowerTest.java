package org.attune.claims;

import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import org.attune.evaluate.Estimate;
import org.attune.evaluate.SimulatedAnswers;
import org.attune.evaluate.StudentInterval;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** What the rule of O1 says where the truth is known. */
@DisplayName("The rule of O1")
final class PowerTest {
  /** Of the golden reward's answers: 0.58 between prompts and 2.57 within, in squares. */
  private static final double PROMPT = Math.sqrt(0.58);

  private static final double ANSWER = Math.sqrt(2.57);
  private static final double DEVIATION = Math.sqrt(0.58 + 2.57);

  private static Finding finding(SimulatedAnswers design, double step, SplittableRandom random) {
    // CA and PPO alike, then FA, SFT and RWR, each a step lower.
    double[] means = {3 * step, 3 * step, 2 * step, step, 0};
    List<List<Double>> shared =
        new SimulatedAnswers(design.prompts(), design.answers(), design.seeds(), PROMPT, 0, 0)
            .draw(0, random);
    List<List<List<Double>>> rewards = new ArrayList<>();
    for (double mean : means) {
      rewards.add(plus(design.draw(mean * DEVIATION, random), shared));
    }
    Estimate beside = StudentInterval.estimate(List.of(0.0), 1);
    return MethodOrder.finding(design.rows(), rewards, beside);
  }

  private static List<List<Double>> plus(List<List<Double>> some, List<List<Double>> others) {
    return PairedDifference.minus(
        some, others.stream().map(row -> row.stream().map(value -> -value).toList()).toList());
  }

  private static Map<Verdict, Integer> verdicts(
      int simulations, SimulatedAnswers design, double step) {
    Map<Verdict, Integer> counts = new EnumMap<>(Verdict.class);
    SplittableRandom random = new SplittableRandom(17);
    for (int i = 0; i < simulations; i++) {
      counts.merge(finding(design, step, random.split()).verdict(), 1, Integer::sum);
    }
    return counts;
  }

  private static SimulatedAnswers design(int prompts, int answers, int seeds, double spread) {
    return new SimulatedAnswers(prompts, answers, seeds, 0, ANSWER, spread);
  }

  @Test
  @DisplayName("agrees in four of five cases, were the order true by half a deviation a step")
  void power() {
    Map<Verdict, Integer> counts = verdicts(60, design(50, 4, 5, 0.15), 0.5);
    assertTrue(counts.getOrDefault(Verdict.AGREES, 0) >= 48, counts.toString());
  }

  @Test
  @DisplayName("does not agree where all five are alike")
  void alike() {
    Map<Verdict, Integer> counts = verdicts(60, design(50, 4, 5, 0.15), 0);
    assertTrue(counts.getOrDefault(Verdict.AGREES, 0) == 0, counts.toString());
    assertTrue(counts.getOrDefault(Verdict.DISAGREES, 0) <= 5, counts.toString());
  }

  @Test
  @Tag("soak")
  @DisplayName("as a table")
  void table() {
    for (double step : new double[] {0, 0.25, 0.5, 1}) {
      for (int seeds : new int[] {3, 5, 8}) {
        for (double spread : new double[] {0, 0.15, 0.3, 0.4}) {
          System.out.println(
              "| "
                  + step
                  + " | "
                  + seeds
                  + " | "
                  + spread
                  + " | "
                  + verdicts(200, design(200, 8, seeds, spread), step)
                  + " |");
        }
      }
    }
  }
}
