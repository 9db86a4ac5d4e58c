package org.attune.view;

import java.awt.BasicStroke;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.knowm.xchart.XYChart;
import org.knowm.xchart.XYSeries;
import org.knowm.xchart.XYSeries.XYSeriesRenderStyle;
import org.knowm.xchart.style.markers.SeriesMarkers;
import tech.tablesaw.api.NumericColumn;

/** Draws columns as overlaid histograms with common bins, so that heights can be compared. */
final class Histogram {
  private static final int FEWEST = 8;
  private static final int MOST = 60;

  private Histogram() {}

  static XYChart of(String title, String xTitle, List<NumericColumn<?>> columns) {
    List<double[]> samples = columns.stream().map(Histogram::finite).toList();
    AxisRange range = AxisRange.of(samples.toArray(double[][]::new));
    int bins = bins(samples, range);
    boolean shares = samples.stream().map(s -> s.length).distinct().count() > 1;
    XYChart chart = HouseStyle.xy(title, xTitle, shares ? "share of each column" : "count");
    List<String> names = new ArrayList<>();
    double highest = 0;
    for (int i = 0; i < samples.size(); i++) {
      double[] heights = heights(samples.get(i), range, bins, shares);
      highest = Math.max(highest, Arrays.stream(heights).max().orElse(0));
      String name = name(columns.get(i), samples.get(i), names);
      steps(chart, name, range, heights, i);
      names.add(name);
    }
    HouseStyle.xAxis(chart.getStyler(), range.padded(0.02, 0.02));
    HouseStyle.yAxis(chart.getStyler(), new AxisRange(0, highest == 0 ? 1 : highest * 1.06));
    if (!shares) {
      HouseStyle.wholeYTicks(chart.getStyler());
    }
    HouseStyle.legend(chart, names);
    return chart;
  }

  private static String name(NumericColumn<?> column, double[] sample, List<String> taken) {
    String name = sample.length == 0 ? column.name() + " (no values)" : column.name();
    return taken.contains(name) ? name + " (" + (taken.size() + 1) + ")" : name;
  }

  private static double[] finite(NumericColumn<?> column) {
    double[] values = new double[column.size()];
    for (int row = 0; row < values.length; row++) {
      values[row] = column.isMissing(row) ? Double.NaN : column.getDouble(row);
    }
    return Arrays.stream(AxisRange.drawable(values)).filter(Double::isFinite).toArray();
  }

  // Freedman and Diaconis: a bin is twice the interquartile range over the cube root of n.
  private static int bins(List<double[]> samples, AxisRange range) {
    int most = FEWEST;
    for (double[] sample : samples) {
      double[] sorted = sample.clone();
      Arrays.sort(sorted);
      if (sorted.length > 1) {
        double spread = sorted[sorted.length * 3 / 4] - sorted[sorted.length / 4];
        double bin = 2 * spread / Math.cbrt(sorted.length);
        double wanted = bin > 0 ? Math.ceil((range.max() - range.min()) / bin) : FEWEST;
        most = (int) Math.max(most, Math.min(MOST, wanted));
      }
    }
    return most;
  }

  private static double[] heights(double[] sample, AxisRange range, int bins, boolean shares) {
    double[] heights = new double[bins];
    for (double value : sample) {
      double at = (value - range.min()) / (range.max() - range.min()) * bins;
      heights[Math.min(bins - 1, (int) at)] += shares ? 1.0 / sample.length : 1;
    }
    return heights;
  }

  private static void steps(
      XYChart chart, String name, AxisRange range, double[] heights, int index) {
    double[] x = new double[heights.length + 2];
    double[] y = new double[heights.length + 2];
    double bin = (range.max() - range.min()) / heights.length;
    x[0] = range.min();
    for (int i = 0; i <= heights.length; i++) {
      x[i + 1] = range.min() + bin * i;
      y[i + 1] = i < heights.length ? heights[i] : 0;
    }
    XYSeries series = chart.addSeries(name, x, y);
    series.setXYSeriesRenderStyle(XYSeriesRenderStyle.StepArea).setMarker(SeriesMarkers.NONE);
    series.setLineColor(HouseStyle.colour(index)).setLineStyle(new BasicStroke(1.6f));
    series.setFillColor(HouseStyle.faint(HouseStyle.colour(index), 0.28));
  }
}
