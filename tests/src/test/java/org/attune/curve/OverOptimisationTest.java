package org.attune.curve;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.awt.image.BufferedImage;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import java.util.function.DoubleUnaryOperator;
import java.util.stream.IntStream;
import org.attune.evaluate.Interval;
import org.attune.util.InvalidInputException;
import org.attune.view.ChartImages;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.knowm.xchart.BitmapEncoder;

@DisplayName("An over-optimisation curve")
final class OverOptimisationTest {
  private static final int PROMPTS = 40;
  private static final List<String> ASKED =
      IntStream.range(0, PROMPTS).mapToObj(i -> "prompt " + i).toList();

  /** Points at KL 0, 1, 4, … 36 whose reward is a function of √KL, with noise. */
  private static OverOptimisation curve(
      String group, int runs, double noise, DoubleUnaryOperator height) {
    return curve(group, runs, noise, height, 0);
  }

  private static OverOptimisation curve(
      String group, int runs, double noise, DoubleUnaryOperator height, long seed) {
    List<CurvePoint> points = new ArrayList<>();
    for (int run = 1; run <= runs; run++) {
      SplittableRandom random = new SplittableRandom(100 * seed + run);
      for (int root = 0; root <= 6; root++) {
        double mean = height.applyAsDouble(root);
        List<Double> rewards =
            ASKED.stream().map(prompt -> mean + noise * random.nextGaussian()).toList();
        List<Double> wins = rewards.stream().map(reward -> reward > 0 ? 1.0 : 0.0).toList();
        double kl = root * root;
        points.add(
            new CurvePoint(
                group,
                group + " " + root,
                run,
                ASKED.stream().map(prompt -> kl).toList(),
                wins,
                rewards));
      }
    }
    return new OverOptimisation(ASKED, points);
  }

  private static double hill(double root) {
    return 2 - (root - 3) * (root - 3) / 4;
  }

  @Test
  @DisplayName("of a hill peaks at the hill's top, at its divergence")
  void peak() {
    CurvePeak peak = curve("a", 1, 0, OverOptimisationTest::hill).peaks(CurveMeasure.REWARD).get(0);
    assertEquals(9, peak.kl().value(), 1);
    assertEquals(2, peak.value().value(), 0.25, "a smooth line cuts a hill's top a little");
    assertEquals(hill(6), peak.end().value(), 0.25);
    assertTrue(peak.toString().startsWith("a: "), peak.toString());
  }

  @Test
  @DisplayName("that only rises peaks at its end")
  void rising() {
    OverOptimisation curve = curve("a", 3, 0, root -> root);
    CurvePeak peak = curve.peaks(CurveMeasure.REWARD).get(0);
    assertEquals(36, peak.kl().value(), 1e-9);
    assertEquals(6, peak.value().value(), 1e-6, "a straight line is its own smooth line");
    assertEquals(0, curve.fall("a", CurveMeasure.REWARD).value(), 1e-9);
    assertEquals(6, curve.rise("a", CurveMeasure.REWARD).value(), 1e-6);
  }

  @Test
  @DisplayName("has an interval that holds the truth and narrows with less noise")
  void intervals() {
    Interval loud =
        curve("a", 3, 2, OverOptimisationTest::hill).peaks(CurveMeasure.REWARD).get(0).kl();
    Interval quiet =
        curve("a", 3, 0.1, OverOptimisationTest::hill).peaks(CurveMeasure.REWARD).get(0).kl();
    assertTrue(loud.low() <= 9 && 9 <= loud.high(), loud.toString());
    assertTrue(quiet.high() - quiet.low() < loud.high() - loud.low(), quiet + " " + loud);
    assertEquals(3, loud.seeds());
    assertEquals(PROMPTS, loud.n());
  }

  @Test
  @DisplayName("of pure noise neither rises nor falls, though its highest point is high")
  void chance() {
    int wrong = 0;
    for (int i = 0; i < 40; i++) {
      wrong += curve("a", 3, 1, root -> 0, i).fall("a", CurveMeasure.REWARD).low() > 0 ? 1 : 0;
    }
    assertTrue(wrong <= 2, "at most one in twenty, but " + wrong + " of 40");
    Interval fall = curve("a", 3, 0.1, OverOptimisationTest::hill).fall("a", CurveMeasure.REWARD);
    assertTrue(fall.low() > 1.5, "a hill does: " + fall);
  }

  @Test
  @DisplayName("lies above another by the mean distance where both reach")
  void gap() {
    OverOptimisation high = curve("high", 3, 0.1, root -> hill(root) + 0.5);
    OverOptimisation both = high.and(curve("low", 3, 0.1, OverOptimisationTest::hill));
    Interval gap = both.gap("high", "low", CurveMeasure.REWARD);
    assertEquals(0.5, gap.value(), 0.02);
    assertTrue(gap.low() > 0.4 && gap.high() < 0.6, gap.toString());
    assertEquals(-0.5, both.gap("low", "high", CurveMeasure.REWARD).value(), 0.02);
  }

  @Test
  @DisplayName("pools the points of all groups into one curve")
  void pooled() {
    OverOptimisation both = curve("a", 2, 0, root -> 1).and(curve("b", 2, 0, root -> 3));
    OverOptimisation pooled = both.pooled("sweep");
    assertEquals(List.of("a", "b"), both.groups());
    assertEquals(List.of("sweep"), pooled.groups());
    assertEquals(both.points().size(), pooled.points().size());
    assertEquals(2, pooled.peaks(CurveMeasure.REWARD).get(0).value().value(), 1e-6);
    assertEquals(28, both.table().rowCount());
    assertEquals(9.0, both.table().doubleColumn("KL").get(3));
  }

  @Test
  @DisplayName("of groups with different runs leaves no draw without points")
  void uneven() {
    OverOptimisation uneven =
        curve("a", 3, 0.1, OverOptimisationTest::hill).and(curve("b", 1, 0.1, root -> 0));
    for (CurvePeak peak : uneven.peaks(CurveMeasure.REWARD)) {
      assertTrue(Double.isFinite(peak.value().low()), peak.toString());
    }
    assertTrue(Double.isFinite(uneven.gap("a", "b", CurveMeasure.REWARD).high()));
  }

  @Test
  @DisplayName("refuses points of other prompts, and none")
  void refused() {
    assertThrows(InvalidInputException.class, () -> new OverOptimisation(ASKED, List.of()));
    CurvePoint point = curve("a", 1, 0, root -> 0).points().get(0);
    assertThrows(
        InvalidInputException.class,
        () -> new OverOptimisation(ASKED.subList(0, 3), List.of(point)));
    OverOptimisation other = curve("b", 1, 0, root -> 0);
    OverOptimisation fewer =
        new OverOptimisation(
            List.of("one"),
            List.of(new CurvePoint("a", "p", 1, List.of(0.0), List.of(1.0), List.of(2.0))));
    assertThrows(InvalidInputException.class, () -> other.and(fewer));
  }

  @Test
  @DisplayName("is drawn with its points, its line and its band")
  void drawn(@TempDir Path scratch) throws IOException {
    OverOptimisation both =
        curve("online", 3, 1, root -> hill(root) + 0.4)
            .and(curve("offline", 3, 1, root -> hill(1.3 * root)));
    var chart = both.chart(CurveMeasure.REWARD);
    List<String> shown =
        chart.getSeriesMap().values().stream()
            .filter(series -> series.isShowInLegend())
            .map(series -> series.getName())
            .toList();
    assertEquals(List.of("online", "offline"), shown);
    assertEquals(6, chart.getSeriesMap().size(), "a line, a band and points for each");
    assertEquals("4", chart.getStyler().getxAxisTickLabelsFormattingFunction().apply(2.0));
    BufferedImage image = BitmapEncoder.getBufferedImage(chart);
    assertTrue(image.getWidth() > 100);
    Path file = scratch.resolve("curve.png");
    ChartImages.replace(chart, file);
    assertTrue(Files.size(file) > 5000);
    String wanted = System.getProperty("attune.picture", "");
    if (!wanted.isEmpty()) {
      ChartImages.replace(chart, Path.of(wanted));
    }
    assertTrue(both.html().contains("img"), both.toString());
  }
}
