package org.attune.curve;

import java.util.Arrays;
import java.util.List;
import org.attune.evaluate.Interval;
import org.attune.view.Curve;
import org.attune.view.TrendLine;
import org.knowm.xchart.XYChart;
import tech.tablesaw.api.DoubleColumn;
import tech.tablesaw.api.LongColumn;
import tech.tablesaw.api.StringColumn;
import tech.tablesaw.api.Table;

/** The table and the chart of over-optimisation curves. */
final class CurveCharts {
  private CurveCharts() {}

  static Table table(List<CurvePoint> points) {
    return Table.create(
        "over-optimisation",
        StringColumn.create("group", points.stream().map(CurvePoint::group)),
        StringColumn.create("policy", points.stream().map(CurvePoint::policy)),
        LongColumn.create("run", points.stream().mapToLong(CurvePoint::run).toArray()),
        DoubleColumn.create("KL", points.stream().map(CurvePoint::kl).toList()),
        DoubleColumn.create("win rate", means(points, CurveMeasure.WIN_RATE)),
        DoubleColumn.create("reward", means(points, CurveMeasure.REWARD)));
  }

  private static List<Double> means(List<CurvePoint> points, CurveMeasure measure) {
    return points.stream().map(point -> point.mean(measure)).toList();
  }

  /** Draws points, a smooth line through those of each group, and its 95 % band. */
  static XYChart chart(List<CurvePoint> points, List<String> prompts, CurveMeasure measure) {
    String x = "KL to the start, nats per response (square-root axis)";
    List<TrendLine> trends = trends(points, prompts, measure);
    boolean share = measure == CurveMeasure.WIN_RATE;
    return TrendLine.overRoots(
        "Over-optimisation",
        x,
        measure.toString(),
        share ? trends.stream().map(trend -> trend.within(0, 1)).toList() : trends);
  }

  /** Returns the points and the smooth line of each group. */
  static List<TrendLine> trends(
      List<CurvePoint> points, List<String> prompts, CurveMeasure measure) {
    List<BootstrapDraw> draws = BootstrapDraw.many(points, prompts);
    return points.stream()
        .map(CurvePoint::group)
        .distinct()
        .map(group -> trend(points, group, measure, draws))
        .toList();
  }

  private static TrendLine trend(
      List<CurvePoint> points, String group, CurveMeasure measure, List<BootstrapDraw> draws) {
    List<CurvePoint> mine = points.stream().filter(point -> point.group().equals(group)).toList();
    LocalLinearFit fit = BootstrapDraw.whole(points).fit(group, measure);
    List<LocalLinearFit> fits = draws.stream().map(draw -> draw.fit(group, measure)).toList();
    double[] places = LocalLinearFit.places(fit.from(), fit.to());
    List<Interval> heights =
        Arrays.stream(places)
            .mapToObj(
                place ->
                    BootstrapDraw.interval(
                        mine, fit.at(place), fits.stream().mapToDouble(f -> f.at(place))))
            .toList();
    double[] roots = mine.stream().mapToDouble(p -> Math.sqrt(Math.max(0, p.kl()))).toArray();
    return new TrendLine(
        Curve.of(group, roots, mine.stream().mapToDouble(p -> p.mean(measure)).toArray()),
        Curve.of(group, places, heights.stream().mapToDouble(Interval::value).toArray())
            .band(
                heights.stream().mapToDouble(Interval::low).toArray(),
                heights.stream().mapToDouble(Interval::high).toArray()));
  }
}
