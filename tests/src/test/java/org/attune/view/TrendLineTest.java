package org.attune.view;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.List;
import java.util.function.Function;
import java.util.stream.Stream;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

@DisplayName("Points with a smooth line over a square-root axis")
final class TrendLineTest {
  private static TrendLine trend() {
    double[] roots = {0, 5, 10};
    Curve line =
        Curve.of("online", roots, new double[] {0.5, 0.7, -0.1})
            .band(new double[] {0.4, 0.6, -0.3}, new double[] {0.6, 1.2, 0.2});
    return new TrendLine(Curve.of("points", roots, new double[] {0.5, 0.7, 0.1}), line);
  }

  @Test
  @DisplayName("are cut where a share ends, the points left as they were measured")
  void within() {
    TrendLine cut = trend().within(0, 1);
    assertArrayEquals(new double[] {0.5, 0.7, 0}, cut.line().y());
    assertArrayEquals(new double[] {0.4, 0.6, 0}, cut.line().low());
    assertArrayEquals(new double[] {0.6, 1, 0.2}, cut.line().high());
    assertEquals(trend().points().y()[2], cut.points().y()[2]);
  }

  @Test
  @DisplayName("have ticks that show the squares, whole ones without decimals")
  void ticks() {
    Function<Double, String> ticks =
        TrendLine.overRoots("t", "KL", "win rate", List.of(trend()))
            .getStyler()
            .getxAxisTickLabelsFormattingFunction();
    assertEquals(
        List.of("0", "4", "16", "100", "0.25", "6.25", "−1"),
        Stream.of(0.0, 2.0, 4.0, 10.0, 0.5, 2.5, -1.0).map(ticks).toList());
  }
}
