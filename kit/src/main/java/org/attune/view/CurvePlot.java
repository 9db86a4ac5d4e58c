package org.attune.view;

import java.awt.BasicStroke;
import java.awt.Color;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.knowm.xchart.XYChart;
import org.knowm.xchart.XYSeries;
import org.knowm.xchart.XYSeries.XYSeriesRenderStyle;
import org.knowm.xchart.style.lines.SeriesLines;
import org.knowm.xchart.style.markers.SeriesMarkers;

/** Draws curves: bands first, then faint raw values, then the lines themselves. */
final class CurvePlot {
  private static final int FEW = 40;

  /** The title of an axis that only has whole numbers. */
  private static final String STEP = "step";

  private final XYChart chart;
  private final List<String> legend = new ArrayList<>();
  private int hidden;
  private int drawn;

  private CurvePlot(XYChart chart) {
    this.chart = chart;
  }

  static XYChart plain(String title, String xTitle, String yTitle, List<Curve> curves) {
    CurvePlot lines = new CurvePlot(HouseStyle.xy(title, xTitle, yTitle));
    List<Curve> clean = curves.stream().map(CurvePlot::clean).toList();
    lines.axes(clean, clean, 0.04, 0.06);
    lines.each(clean, lines::band);
    lines.each(clean, lines::line);
    return lines.done();
  }

  /**
   * Draws noisy curves as faint values under their moving average, and exact ones as they are. The
   * averages and the exact curves fill the frame; the chart says how many faint values leave it.
   */
  static XYChart smoothed(
      String title, String yTitle, double weight, List<Curve> noisy, List<Curve> exact) {
    CurvePlot lines = new CurvePlot(HouseStyle.xy(title, STEP, yTitle));
    // The average is computed before downsampling, which keeps extremes and would bias it.
    List<Curve> smooth =
        Stream.concat(
                noisy.stream().map(c -> clean(c.smoothed(weight))),
                exact.stream().map(CurvePlot::clean))
            .toList();
    List<Curve> raw = noisy.stream().map(CurvePlot::clean).toList();
    // Steps differ by more than a training changes, so many of them do not set the scale.
    Stream<Curve> few = raw.stream().filter(CurvePlot::hasFewValues);
    List<Curve> heights = Stream.concat(smooth.stream(), few).toList();
    lines.axes(smooth, heights, 0.15, 0.15); // some of the noise around them is seen
    CutValues.of(noisy, lines.chart.getStyler()).ifPresent(lines.chart::addAnnotation);
    // The noise of several curves would hide their averages.
    double strength = raw.size() > 1 ? 0.16 : 0.25;
    lines.each(raw, (curve, index) -> lines.shadow(curve, index, strength));
    lines.each(smooth, lines::casing);
    lines.each(smooth, lines::line);
    return lines.done();
  }

  private static boolean hasFewValues(Curve curve) {
    return Arrays.stream(curve.y()).filter(Double::isFinite).count() < FEW;
  }

  private interface Painter {
    void paint(Curve curve, int index);
  }

  private void each(List<Curve> curves, Painter painter) {
    IntStream.range(0, curves.size()).forEach(i -> painter.paint(curves.get(i), i));
  }

  private XYChart done() {
    if (drawn == 0) {
      chart.addAnnotation(new ChartAnnotations.Notice());
    }
    HouseStyle.legend(chart, legend);
    return chart;
  }

  private void axes(List<Curve> horizontal, List<Curve> vertical, double below, double above) {
    AxisRange x = AxisRange.of(horizontal.stream().map(Curve::x).toArray(double[][]::new));
    List<double[]> heights = new ArrayList<>();
    for (Curve curve : vertical) {
      heights.addAll(List.of(curve.y(), curve.low(), curve.high()));
    }
    // Beyond the outermost points, otherwise XChart puts its ticks on the points: 0, 37, 74, …
    AxisRange wider = x.padded(0.012, 0.012);
    if (STEP.equals(chart.getXAxisTitle())) {
      HouseStyle.stepAxis(chart.getStyler(), wider);
    } else {
      HouseStyle.xAxis(chart.getStyler(), wider);
    }
    AxisRange y = AxisRange.of(heights.toArray(double[][]::new));
    HouseStyle.yAxis(chart.getStyler(), y.padded(below, above));
  }

  private void line(Curve curve, int index) {
    boolean empty = Arrays.stream(curve.y()).allMatch(Double::isNaN);
    drawn += empty ? 0 : 1;
    String name = unique(empty ? curve.name() + " (no values)" : curve.name());
    XYSeries series = chart.addSeries(name, curve.x(), curve.y());
    series.setLineColor(HouseStyle.colour(index)).setLineStyle(HouseStyle.stroke(index, 2.4f));
    // Markers show where few points were measured; a single point would otherwise be invisible.
    series.setMarker(curve.y().length <= FEW ? SeriesMarkers.CIRCLE : SeriesMarkers.NONE);
    series.setMarkerColor(HouseStyle.colour(index));
    legend.add(name);
  }

  private void shadow(Curve curve, int index, double strength) {
    XYSeries series = hidden(curve.x(), curve.y());
    series.setLineColor(HouseStyle.faint(HouseStyle.colour(index), strength));
    series.setLineStyle(new BasicStroke(1f));
  }

  // A white outline separates the average from the noise behind it.
  private void casing(Curve curve, int index) {
    XYSeries series = hidden(curve.x(), curve.y());
    series.setLineColor(HouseStyle.faint(HouseStyle.PAPER, 0.9));
    series.setLineStyle(HouseStyle.stroke(index, 5f));
  }

  private void band(Curve curve, int index) {
    double[] low = curve.low();
    double[] high = curve.high();
    double[] x = curve.x();
    Color fill = HouseStyle.faint(HouseStyle.colour(index), 0.18);
    int from = 0;
    while (from < x.length) {
      int to = from;
      while (to < x.length && Double.isFinite(low[to]) && Double.isFinite(high[to])) {
        to++;
      }
      ribbon(x, low, high, from, to, fill);
      from = to + 1;
    }
  }

  // One closed polygon: out along the upper bounds, back along the lower ones.
  private void ribbon(double[] x, double[] low, double[] high, int from, int to, Color fill) {
    int length = to - from;
    if (length < 1) {
      return;
    }
    double[] rimX = new double[2 * length];
    double[] rimY = new double[2 * length];
    for (int i = 0; i < length; i++) {
      rimX[i] = x[from + i];
      rimY[i] = high[from + i];
      rimX[2 * length - 1 - i] = x[from + i];
      rimY[2 * length - 1 - i] = low[from + i];
    }
    XYSeries series = hidden(rimX, rimY);
    boolean lone = length == 1;
    series.setXYSeriesRenderStyle(
        lone ? XYSeriesRenderStyle.Line : XYSeriesRenderStyle.PolygonArea);
    series.setLineColor(HouseStyle.faint(fill, 0.6));
    series.setFillColor(fill);
    series.setLineStyle(lone ? new BasicStroke(3f) : SeriesLines.NONE);
  }

  private XYSeries hidden(double[] x, double[] y) {
    XYSeries series = chart.addSeries("\u200b" + hidden++, x, y);
    series.setMarker(SeriesMarkers.NONE).setShowInLegend(false);
    return series;
  }

  // XChart rejects two series with the same name; two runs of one method are common.
  private String unique(String name) {
    String candidate = name;
    for (int i = 2; chart.getSeriesMap().containsKey(candidate); i++) {
      candidate = name + " (" + i + ")";
    }
    return candidate;
  }

  private static Curve clean(Curve curve) {
    double[] x = AxisRange.drawable(curve.x());
    int[] placed = IntStream.range(0, x.length).filter(i -> Double.isFinite(x[i])).toArray();
    if (placed.length == 0) {
      return Curve.of(curve.name(), new double[] {0}, new double[] {Double.NaN});
    }
    double[] y = Downsampling.pick(AxisRange.drawable(curve.y()), placed);
    int[] kept = Downsampling.indices(y);
    return Curve.of(
            curve.name(),
            Downsampling.pick(Downsampling.pick(x, placed), kept),
            Downsampling.pick(y, kept))
        .band(bound(curve.low(), placed, kept), bound(curve.high(), placed, kept));
  }

  private static double[] bound(double[] bound, int[] placed, int[] kept) {
    return Downsampling.pick(Downsampling.pick(AxisRange.drawable(bound), placed), kept);
  }
}
