package org.attune.train.loop;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.stream.IntStream;
import org.attune.method.TrainingConfig;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

@DisplayName("The order of the data")
final class BatchesTest {
  private static Batches batches(int examples, int size, long seed) {
    return new Batches(examples, size, seed, example -> example * 37 % 11);
  }

  private static List<Integer> epoch(Batches batches, int epoch) {
    List<Integer> seen = new ArrayList<>();
    for (int i = 0; i < batches.perEpoch(); i++) {
      seen.addAll(batches.batch(epoch * batches.perEpoch() + i));
    }
    return seen;
  }

  @Test
  @DisplayName("shows every example once an epoch, in another order each time")
  void once() {
    Batches batches = batches(120, 8, 1);
    List<Integer> all = IntStream.range(0, 120).boxed().toList();
    for (int epoch = 0; epoch < 3; epoch++) {
      assertEquals(all, epoch(batches, epoch).stream().sorted().toList());
    }
    assertNotEquals(epoch(batches, 0), epoch(batches, 1));
  }

  @Test
  @DisplayName("shows every example once when batches do not divide the data, the rest last")
  void leftOver() {
    Batches batches = batches(13, 4, 1);
    assertEquals(4, batches.perEpoch());
    HashSet<Integer> rest = new HashSet<>();
    for (int epoch = 0; epoch < 20; epoch++) {
      assertEquals(
          IntStream.range(0, 13).boxed().toList(),
          epoch(batches, epoch).stream().sorted().toList());
      assertEquals(4, batches.batch(4 * epoch + 2).size());
      assertEquals(1, batches.batch(4 * epoch + 3).size());
      rest.addAll(batches.batch(4 * epoch + 3));
    }
    assertTrue(rest.size() > 1, "always the same one is left over: " + rest);
  }

  @Test
  @DisplayName("an epoch has a step for each batch, the smaller one too")
  void steps() {
    for (int examples : new int[] {1, 7, 8, 9, 100, 120}) {
      for (int epochs = 1; epochs < 4; epochs++) {
        assertEquals(
            epochs * batches(examples, 8, 1).perEpoch(),
            TrainingConfig.small().batchSize(8).epochs(epochs).stepsFor(examples),
            epochs + " epochs of " + examples);
      }
    }
  }

  @Test
  @DisplayName("follows from the seed and the step alone, so that it can be entered anywhere")
  void anywhere() {
    Batches forwards = batches(50, 8, 3);
    List<List<Integer>> steps = IntStream.range(0, 30).mapToObj(forwards::batch).toList();
    for (int step : new int[] {29, 7, 8, 0, 14}) {
      assertEquals(steps.get(step), batches(50, 8, 3).batch(step));
      assertEquals(steps.get(step), forwards.batch(step));
    }
    assertNotEquals(steps.get(0), batches(50, 8, 4).batch(0));
  }

  @Test
  @DisplayName("puts examples of like length together")
  void lengths() {
    double within = 0;
    Batches batches = batches(160, 8, 5);
    for (int step = 0; step < batches.perEpoch(); step++) {
      var lengths = batches.batch(step).stream().mapToInt(i -> i * 37 % 11).summaryStatistics();
      within += lengths.getMax() - lengths.getMin();
    }
    assertTrue(within / batches.perEpoch() < 2, "mean spread within a batch " + within);
  }

  @Test
  @DisplayName("makes one batch of all when there are fewer examples than a batch has")
  void few() {
    Batches batches = batches(3, 8, 1);
    assertEquals(1, batches.perEpoch());
    assertEquals(List.of(0, 1, 2), batches.batch(5).stream().sorted().toList());
  }
}
