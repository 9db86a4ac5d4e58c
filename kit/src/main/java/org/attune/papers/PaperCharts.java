package org.attune.papers;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import org.attune.claims.FigureData;
import org.attune.claims.FigureData.FigureCurves;
import org.attune.claims.FigureData.FigureLine;
import org.attune.view.Charts;
import org.attune.view.Curve;
import org.attune.view.TrendLine;
import org.knowm.xchart.XYChart;
import org.knowm.xchart.XYSeries;
import org.knowm.xchart.internal.chartpart.Chart;
import org.knowm.xchart.style.lines.SeriesLines;
import org.knowm.xchart.style.markers.SeriesMarkers;

/** Charts of the curves and points that a finding keeps. */
final class PaperCharts {
  private static final int CROWD = 100;

  private PaperCharts() {}

  /** Returns the charts of a figure, which may have several parts: GAP Fig. 8, accuracy. */
  static Map<String, Chart<?, ?>> curves(String figure, List<FigureCurves> kept) {
    Map<String, Chart<?, ?>> charts = new LinkedHashMap<>();
    for (FigureCurves curves : kept) {
      if (curves.figure().equals(figure) || curves.figure().startsWith(figure + ",")) {
        for (FigureCurves part : parts(curves)) {
          charts.put(part.figure(), chart(part));
        }
      }
    }
    return charts;
  }

  /** Gives each group of many points a chart of its own, since one would hide the other. */
  private static List<FigureCurves> parts(FigureCurves curves) {
    boolean crowded =
        curves.lines().size() > 1
            && curves.lines().stream().allMatch(line -> !line.joined() && line.x().size() > CROWD);
    return !crowded
        ? List.of(curves)
        : curves.lines().stream()
            .map(
                line ->
                    new FigureCurves(
                        curves.figure() + ", " + line.name(),
                        curves.x(),
                        curves.y(),
                        List.of(line)))
            .toList();
  }

  private static XYChart chart(FigureCurves curves) {
    if (curves.x().equals(FigureData.ROOT)) {
      return TrendLine.overRoots(curves.figure(), curves.x(), curves.y(), trends(curves));
    }
    Map<String, FigureLine> lines = new LinkedHashMap<>();
    curves.lines().forEach(line -> lines.merge(line.name(), line, PaperCharts::joined));
    XYChart chart =
        Charts.lines(
            curves.figure(),
            curves.x(),
            curves.y(),
            lines.values().stream().map(PaperCharts::curve).toList());
    for (FigureLine line : lines.values()) {
      XYSeries series = chart.getSeriesMap().get(line.name());
      if (!line.joined() && series != null) {
        series.setLineStyle(SeriesLines.NONE);
        series.setMarker(SeriesMarkers.CIRCLE);
      }
    }
    return chart;
  }

  /** Points of several trainings under one name are one group. */
  private static FigureLine joined(FigureLine one, FigureLine other) {
    return new FigureLine(
        one.name(), one.joined(), plus(one, other, FigureLine::x), plus(one, other, FigureLine::y));
  }

  private static List<Double> plus(
      FigureLine one, FigureLine other, Function<FigureLine, List<Double>> part) {
    List<Double> all = new ArrayList<>(part.apply(one));
    all.addAll(part.apply(other));
    return all;
  }

  private static List<TrendLine> trends(FigureCurves curves) {
    List<TrendLine> trends = new ArrayList<>();
    for (int i = 0; i + 1 < curves.lines().size(); i += 2) {
      trends.add(new TrendLine(curve(curves.lines().get(i)), curve(curves.lines().get(i + 1))));
    }
    boolean share = curves.y().startsWith("win rate");
    return share ? trends.stream().map(trend -> trend.within(0, 1)).toList() : trends;
  }

  private static Curve curve(FigureLine line) {
    Curve plain = Curve.of(line.name(), array(line.x()), array(line.y()));
    return line.low().isEmpty() ? plain : plain.band(array(line.low()), array(line.high()));
  }

  private static double[] array(List<Double> values) {
    return values.stream().mapToDouble(value -> value).toArray();
  }
}
