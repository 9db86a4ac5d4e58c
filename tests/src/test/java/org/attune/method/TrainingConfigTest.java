package org.attune.method;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import org.attune.util.InvalidInputException;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

@DisplayName("A plan")
final class TrainingConfigTest {
  private static final double EXACT = 1e-15;
  private final TrainingConfig plan = TrainingConfig.small().learningRate(0.2).warmup(0.2);

  @Test
  @DisplayName("raises the rate in a straight line to its height over the warm-up")
  void warmup() {
    for (LearningRateSchedule schedule : LearningRateSchedule.values()) {
      assertEquals(0.1, plan.schedule(schedule).rate(1, 10), EXACT);
      assertEquals(0.2, plan.schedule(schedule).rate(2, 10), EXACT);
    }
    assertEquals(0.2 / 20, plan.rate(1, 100), EXACT);
    assertEquals(0.2 * 19 / 20, plan.rate(19, 100), EXACT);
  }

  @Test
  @DisplayName("then lets it fall as its schedule says")
  void schedule() {
    for (int step = 3; step <= 10; step++) {
      double fraction = (step - 3) / 8.0;
      assertEquals(0.2, plan.schedule(LearningRateSchedule.CONSTANT).rate(step, 10), EXACT);
      assertEquals(
          0.2 * (1 - fraction), plan.schedule(LearningRateSchedule.LINEAR).rate(step, 10), EXACT);
      double cosine = 0.2 * (1 + Math.cos(Math.PI * fraction)) / 2;
      assertEquals(cosine, plan.schedule(LearningRateSchedule.COSINE).rate(step, 10), EXACT);
    }
  }

  @Test
  @DisplayName("starts at the height without a warm-up, and no step ever has a rate of zero")
  void positive() {
    assertEquals(0.2, plan.warmup(0).rate(1, 10), EXACT);
    for (int total : new int[] {1, 2, 3, 10}) {
      for (double warmup : new double[] {0, 0.1, 0.9}) {
        for (int step = 1; step <= total; step++) {
          double rate = plan.warmup(warmup).rate(step, total);
          String what = "warm-up " + warmup + ", step " + step + " of " + total;
          org.junit.jupiter.api.Assertions.assertTrue(rate > 0 && rate <= 0.2 + EXACT, what);
        }
      }
    }
  }

  @Test
  @DisplayName("counts steps, or as many as its epochs need")
  void steps() {
    assertEquals(30, plan.steps(30).stepsFor(5));
    assertEquals(4, plan.epochs(1).batchSize(8).stepsFor(32));
    assertEquals(6, plan.epochs(1.5).batchSize(8).stepsFor(32));
    assertEquals(1, plan.epochs(0.01).batchSize(8).stepsFor(32));
  }

  @Test
  @DisplayName("refuses settings without a meaning")
  void refused() {
    assertThrows(InvalidInputException.class, () -> plan.learningRate(-1e-3));
    assertThrows(InvalidInputException.class, () -> plan.learningRate(Double.NaN));
    assertThrows(InvalidInputException.class, () -> plan.steps(-1));
    assertThrows(InvalidInputException.class, () -> plan.epochs(0));
    assertThrows(InvalidInputException.class, () -> plan.batchSize(0));
    assertThrows(InvalidInputException.class, () -> plan.microBatch(0));
    assertThrows(InvalidInputException.class, () -> plan.warmup(1));
    assertThrows(InvalidInputException.class, () -> plan.clip(0));
    assertThrows(InvalidInputException.class, () -> plan.weightDecay(-1));
  }
}
