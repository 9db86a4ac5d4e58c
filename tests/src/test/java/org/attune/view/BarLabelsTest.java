package org.attune.view;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

@DisplayName("Names below bars")
final class BarLabelsTest {
  private static final List<String> LONG =
      List.of(
          "stub, all answers at once",
          "stub, single answer",
          "LinearReward(4000 pairs, 51677 weights)",
          "PreferenceNetwork(968 pairs, 31 steps)");

  @Test
  @DisplayName("stay whole where there is room")
  void whole() {
    List<String> names = List.of("SFT", "RWR", "CA");
    assertEquals(names, HouseStyle.labels(names, 500));
  }

  @Test
  @DisplayName("are cut so that none begins left of the chart or takes the bars' height")
  void cut() {
    List<String> labels = HouseStyle.labels(LONG, 500);
    assertEquals("stub, single answer", labels.get(1));
    for (String label : labels) {
      assertTrue(HouseStyle.textWidth(label, HouseStyle.SMALL) <= 180, label);
    }
    assertTrue(
        labels.get(0).startsWith("stub, all") && labels.get(0).endsWith("…"), labels::toString);
    assertTrue(labels.get(2).startsWith("LinearReward(4000"), labels::toString);
  }

  @Test
  @DisplayName("stay whole where cut ones would be equal")
  void equal() {
    List<String> alike =
        IntStream.range(0, 4).mapToObj(i -> "the same long name of a policy " + i).toList();
    assertEquals(alike, HouseStyle.labels(alike, 500));
  }
}
