package org.attune.sweep;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import org.attune.util.InvalidInputException;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

@DisplayName("The importance of an axis")
final class AxisImportanceTest {
  private static final List<String> AXES = List.of("rate", "beta", "reduction");

  private static List<Map<String, Object>> settings(int count) {
    SplittableRandom random = new SplittableRandom(7);
    List<Map<String, Object>> all = new ArrayList<>();
    for (int i = 0; i < count; i++) {
      all.add(
          Map.of(
              "rate",
              Math.exp(-10 + 5 * random.nextDouble()),
              "beta",
              random.nextDouble(),
              "reduction",
              random.nextBoolean() ? "TOKEN_MEAN" : "SUM"));
    }
    return all;
  }

  @Test
  @DisplayName("is the share of the variance that it makes, and nothing for one without effect")
  void shares() {
    List<Map<String, Object>> values = settings(200);
    SplittableRandom random = new SplittableRandom(3);
    double[] metric =
        values.stream()
            .mapToDouble(
                row ->
                    // Variances 25/12 of the logarithm, 1 of the text, 1 of the noise.
                    Math.log((double) row.get("rate"))
                        + (row.get("reduction").equals("SUM") ? 2 : 0)
                        + random.nextGaussian())
            .toArray();
    List<AxisImportance> all = AxisImportance.of(AXES, values, metric);
    double whole = 25.0 / 12 + 1 + 1;
    double[] expected = {25.0 / 12 / whole, 0, 1 / whole};
    for (int i = 0; i < 3; i++) {
      AxisImportance one = all.get(i);
      assertEquals(AXES.get(i), one.axis());
      assertTrue(
          one.low() <= expected[i] + 0.01 && expected[i] - 0.01 <= one.high(), one::toString);
      assertTrue(one.low() <= one.share() && one.share() <= one.high(), one::toString);
    }
    assertTrue(all.get(1).share() < 0.03, () -> all.get(1).toString());
  }

  @Test
  @DisplayName("sees an effect that rises and falls")
  void curved() {
    List<Map<String, Object>> values = settings(60);
    double[] metric =
        values.stream().mapToDouble(row -> -Math.pow((double) row.get("beta") - 0.5, 2)).toArray();
    List<AxisImportance> all = AxisImportance.of(AXES, values, metric);
    assertTrue(all.get(1).share() > 0.9, all::toString);
    assertEquals(1, all.stream().mapToDouble(AxisImportance::share).sum(), 1e-9);
  }

  @Test
  @DisplayName("is refused where there are too few settings")
  void few() {
    String message =
        assertThrows(
                InvalidInputException.class,
                () -> AxisImportance.of(AXES, settings(7), new double[7]))
            .getMessage();
    assertTrue(message.contains("7 settings") && message.contains("at least 8"), message);
  }

  @Test
  @DisplayName("is zero where all settings give the same")
  void same() {
    List<Double> shares =
        AxisImportance.of(AXES, settings(12), new double[12]).stream()
            .map(AxisImportance::share)
            .toList();
    assertEquals(Collections.nCopies(AXES.size(), 0.0), shares);
  }
}
