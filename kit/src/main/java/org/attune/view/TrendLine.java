package org.attune.view;

import java.awt.Color;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.knowm.xchart.XYChart;
import org.knowm.xchart.XYSeries;
import org.knowm.xchart.style.lines.SeriesLines;
import org.knowm.xchart.style.markers.SeriesMarkers;

/**
 * Measured points of a group with the smooth line fitted to them.
 *
 * @param points the measured points
 * @param line the fitted line, named after the group, with its band if it has one
 */
public record TrendLine(Curve points, Curve line) {
  /** Draws groups over a square-root axis whose ticks show the squares: an x of 3 is labelled 9. */
  public static XYChart overRoots(
      String title, String xTitle, String yTitle, List<TrendLine> trends) {
    XYChart chart =
        Charts.lines(title, xTitle, yTitle, trends.stream().map(TrendLine::line).toList());
    List<double[]> x = new ArrayList<>();
    List<double[]> y = new ArrayList<>();
    for (int i = 0; i < trends.size(); i++) {
      scatter(chart, i, trends.get(i).points());
      x.add(trends.get(i).points().x());
      x.add(trends.get(i).line().x());
      y.add(trends.get(i).points().y());
      y.add(trends.get(i).line().low());
      y.add(trends.get(i).line().high());
      y.add(trends.get(i).line().y());
    }
    HouseStyle.yAxis(
        chart.getStyler(), AxisRange.of(y.toArray(double[][]::new)).padded(0.06, 0.08));
    HouseStyle.xAxis(chart.getStyler(), AxisRange.of(x.toArray(double[][]::new)).padded(0, 0.02));
    chart.getStyler().setxAxisTickLabelsFormattingFunction(TrendLine::square);
    return chart;
  }

  /** Returns this trend with its line and band cut at the ends of what a value can be. */
  public TrendLine within(double least, double most) {
    Curve cut = Curve.of(line.name(), line.x(), within(line.y(), least, most));
    return new TrendLine(
        points, cut.band(within(line.low(), least, most), within(line.high(), least, most)));
  }

  private static double[] within(double[] values, double least, double most) {
    return Arrays.stream(values).map(v -> Math.max(least, Math.min(most, v))).toArray();
  }

  private static String square(double root) {
    // XChart searches forever for ticks with distinct labels, so no label may stand for two roots.
    return (root < 0 ? "−" : "") + Numbers.label(root * root);
  }

  private static void scatter(XYChart chart, int group, Curve points) {
    XYSeries series = chart.addSeries("\u200c" + group, points.x(), points.y());
    Color colour = HouseStyle.faint(HouseStyle.colour(group), 0.55);
    series.setMarker(SeriesMarkers.CIRCLE).setMarkerColor(colour);
    series.setLineStyle(SeriesLines.NONE);
    series.setShowInLegend(false);
  }
}
