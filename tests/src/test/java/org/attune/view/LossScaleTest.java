package org.attune.view;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.function.DoubleUnaryOperator;
import java.util.stream.IntStream;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.knowm.xchart.XYChart;

@DisplayName("The scale of a chart of losses")
class LossScaleTest {
  private static final double NOISE = 0.05;

  @Test
  @DisplayName("is that of the average and of the held-out loss, however much single steps differ")
  void notTheNoise() {
    XYChart chart = chart(600, NOISE, at -> 0.69 - 0.03 * at);
    double height = high(chart) - low(chart);
    assertTrue(0.03 > 0.4 * height, "a fall of 0.03 in a frame of " + height);
    for (double drawn : values(chart, "training loss")) {
      assertTrue(low(chart) < drawn && drawn < high(chart), "the average is whole");
    }
    long outside =
        Arrays.stream(losses(600, NOISE, at -> 0.69 - 0.03 * at))
            .filter(loss -> loss < low(chart) || loss > high(chart))
            .count();
    assertTrue(outside > 100, outside + " of 600");
    String svg = SvgChart.file(chart);
    assertTrue(svg.contains(outside + " of 600 steps outside"), svg);
  }

  @Test
  @DisplayName("holds every step of a short run, and nothing is said to be outside")
  void shortRun() {
    for (int steps : new int[] {1, 2, 12, 39}) {
      XYChart chart = chart(steps, NOISE, at -> 0.69 - 0.03 * at);
      for (double loss : losses(steps, NOISE, at -> 0.69 - 0.03 * at)) {
        assertTrue(low(chart) <= loss && loss <= high(chart), steps + " steps, loss " + loss);
      }
      assertFalse(SvgChart.file(chart).contains("outside"), steps + " steps");
    }
  }

  @Test
  @DisplayName("passes over losses that are not finite, which are not counted as outside either")
  void gaps() {
    double[] losses = losses(300, NOISE, at -> at < 0.5 ? 0.69 : Double.NaN);
    losses[7] = Double.POSITIVE_INFINITY;
    XYChart chart = chart(losses, at -> at < 0.5 ? 0.69 : Double.NaN);
    assertTrue(low(chart) > 0.6 && high(chart) < 0.8, low(chart) + " to " + high(chart));
    assertTrue(SvgChart.file(chart).contains(" of 149 steps outside"), SvgChart.file(chart));
  }

  @Test
  @DisplayName("is readable where all losses are equal")
  void equal() {
    XYChart chart = chart(100, 0, at -> 0.69);
    assertTrue(low(chart) < 0.68 && high(chart) > 0.7, low(chart) + " to " + high(chart));
    assertFalse(SvgChart.file(chart).contains("outside"));
  }

  @Test
  @DisplayName("shows how far a training diverged")
  void divergence() {
    DoubleUnaryOperator loss = at -> at < 0.8 ? 0.69 : 0.69 * Math.exp(60 * (at - 0.8));
    XYChart chart = chart(300, NOISE, loss);
    double last = values(chart, "held-out loss")[values(chart, "held-out loss").length - 1];
    assertEquals(loss.applyAsDouble(1), last, 1e-9);
    assertTrue(high(chart) > last, high(chart) + " is below " + last);
  }

  private static XYChart chart(int steps, double noise, DoubleUnaryOperator loss) {
    return chart(losses(steps, noise, loss), loss);
  }

  /** Draws losses of single steps, and the exact ones at 21 of them as the held-out loss. */
  private static XYChart chart(double[] losses, DoubleUnaryOperator exact) {
    double[] steps = IntStream.rangeClosed(1, losses.length).asDoubleStream().toArray();
    double[] x = IntStream.rangeClosed(0, 20).mapToDouble(i -> losses.length * i / 20.0).toArray();
    double[] y = IntStream.rangeClosed(0, 20).mapToDouble(i -> i / 20.0).map(exact).toArray();
    double reach = Math.max(2, losses.length / 16.0);
    return Charts.training(
        "DPO",
        "loss",
        1 - 1 / reach,
        List.of(Curve.of("training loss", steps, losses)),
        List.of(Curve.of("held-out loss", x, y)));
  }

  private static double[] losses(int steps, double noise, DoubleUnaryOperator exact) {
    Random random = new Random(5);
    return IntStream.range(0, steps)
        .mapToDouble(i -> i / (double) steps)
        .map(at -> exact.applyAsDouble(at) + noise * random.nextGaussian())
        .toArray();
  }

  private static double[] values(XYChart chart, String name) {
    return chart.getSeriesMap().get(name).getYData();
  }

  private static double low(XYChart chart) {
    return chart.getStyler().getYAxisMin();
  }

  private static double high(XYChart chart) {
    return chart.getStyler().getYAxisMax();
  }
}
