package org.attune.train.offline;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

@DisplayName("What a history says of the order of responses")
final class PreferenceMetricsTest {
  @Test
  @DisplayName("margin and means are those of the best and the worst, ties count one half")
  void counted() {
    Map<String, Double> parts =
        PreferenceMetrics.means(
            PreferenceMetrics.of(
                List.of(2, 3, 1),
                new float[] {1, 0, 2, 1, 1, 9},
                new float[] {3, 1, 0, 0, 4, 7},
                new float[] {-1, -2, -3, -4, -5, -6}));
    assertEquals(((3 - 1) + (0 - 4)) / 2.0, parts.get("margin"), 1e-9);
    assertEquals((-1 - 3) / 2.0, parts.get("chosen log-prob"), 1e-9);
    assertEquals((-2 - 5) / 2.0, parts.get("rejected log-prob"), 1e-9);
    assertEquals((1 + 0.5 + 0) / 3, parts.get("accuracy"), 1e-9); // 1 > 1 is no pair.
    List<PreferenceMetrics> singles =
        PreferenceMetrics.of(List.of(1, 1), new float[2], new float[2], new float[2]);
    assertTrue(PreferenceMetrics.means(singles).isEmpty());
  }
}
