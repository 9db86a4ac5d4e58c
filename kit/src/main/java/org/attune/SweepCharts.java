package org.attune;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.IntStream;
import org.attune.evaluate.Interval;
import org.attune.sweep.AxisImportance;
import org.attune.sweep.Setting;
import org.attune.util.InvalidInputException;
import org.attune.view.Bar;
import org.attune.view.Charts;
import org.attune.view.Curve;
import org.attune.view.HeatMap;
import org.attune.view.Numbers;
import org.attune.view.ParallelCoordinates;
import org.knowm.xchart.CategoryChart;
import org.knowm.xchart.XYChart;
import org.knowm.xchart.internal.chartpart.Chart;

/**
 * The charts of one metric of a sweep.
 *
 * @param axes the names of the settings that were varied
 * @param settings those that have a result
 * @param metric the name of the metric
 * @param result the mean of the metric over a setting's seeds
 * @param start the metric before training
 * @param <M> the method
 */
record SweepCharts<M>(
    List<String> axes,
    List<Setting<M>> settings,
    String metric,
    Function<Setting<M>, Interval> result,
    double start) {
  private static final int LEGIBLE = 9;

  /** Draws the metric over one setting, one line per combination of the others. */
  XYChart lines(String x) {
    requireNumbers(x);
    Map<String, List<Setting<M>>> lines = new LinkedHashMap<>();
    for (Setting<M> setting : settings) {
      Map<String, Object> others = new LinkedHashMap<>(setting.values());
      others.remove(x);
      lines.computeIfAbsent(words(others), key -> new ArrayList<>()).add(setting);
    }
    List<Curve> curves = new ArrayList<>();
    lines.forEach((name, line) -> curves.add(curve(name.isEmpty() ? metric : name, x, line)));
    XYChart chart =
        Charts.places(Charts.title(metric + " over " + x), x, metric, places(x), curves);
    return beforeTraining(chart, start);
  }

  /** Adds the value before training; a metric without one has no line. */
  private static XYChart beforeTraining(XYChart chart, double start) {
    return Double.isFinite(start) ? Charts.reference(chart, start, "before training") : chart;
  }

  private List<Double> places(String axis) {
    return settings.stream().map(setting -> number(setting, axis)).distinct().sorted().toList();
  }

  private Curve curve(String name, String x, List<Setting<M>> line) {
    List<Setting<M>> sorted =
        line.stream().sorted(Comparator.comparingDouble(setting -> number(setting, x))).toList();
    List<Interval> all = sorted.stream().map(result).toList();
    return Curve.of(
            name,
            sorted.stream().mapToDouble(s -> places(x).indexOf(number(s, x))).toArray(),
            all.stream().mapToDouble(Interval::value).toArray())
        .band(
            all.stream().mapToDouble(Interval::low).toArray(),
            all.stream().mapToDouble(Interval::high).toArray());
  }

  /** Draws a heat map of the metric over two settings. */
  Chart<?, ?> heatMap(String x, String y) {
    HeatMap map = HeatMap.of(metric, x, y);
    for (Setting<M> setting : settings) {
      map = map.with(shown(setting, x), shown(setting, y), result.apply(setting).value());
    }
    return map.chart();
  }

  /** Draws each setting as a line through its values, coloured by the metric. */
  XYChart parallel() {
    ParallelCoordinates lines = ParallelCoordinates.of(metric, axes);
    for (Setting<M> setting : settings) {
      lines =
          lines.with(
              axes.stream().map(axis -> setting.values().get(axis)).toList(),
              result.apply(setting).value());
    }
    return lines.chart();
  }

  /**
   * Draws the metric over the rungs of a search.
   *
   * @param steps the number of training steps of each rung
   */
  static <M> XYChart rungs(List<SweepCharts<M>> rungs, List<Integer> steps) {
    SweepCharts<M> first = rungs.get(0);
    List<Curve> curves = new ArrayList<>();
    for (Setting<M> setting : first.settings()) {
      double[] values =
          rungs.stream()
              .flatMap(rung -> rung.settings().stream().filter(setting::isSame).map(rung.result()))
              .mapToDouble(Interval::value)
              .toArray();
      double[] places = IntStream.range(0, values.length).asDoubleStream().toArray();
      curves.add(Curve.of("setting " + setting.number(), places, values));
    }
    String title = first.metric() + " by rung";
    XYChart chart = Charts.places(title, "training steps", first.metric(), steps, curves);
    chart.getStyler().setLegendVisible(curves.size() <= LEGIBLE);
    return beforeTraining(chart, first.start());
  }

  /** Returns what each axis explains; a setting that diverged is left out. */
  List<AxisImportance> importance() {
    List<Setting<M>> valued =
        settings.stream().filter(s -> Double.isFinite(result.apply(s).value())).toList();
    return AxisImportance.of(
        axes,
        valued.stream().map(Setting::values).toList(),
        valued.stream().mapToDouble(s -> result.apply(s).value()).toArray());
  }

  /** Draws what each axis explains. */
  CategoryChart importanceBars() {
    List<Bar> bars =
        importance().stream()
            .map(one -> new Bar(one.axis(), one.share(), one.low(), one.high()))
            .toList();
    return Charts.bars("What decides " + metric, "share of the variance explained", bars);
  }

  private Object shown(Setting<M> setting, String axis) {
    InvalidInputException.unless(axes.contains(axis), "%s was not varied; %s were.", axis, axes);
    return setting.values().get(axis);
  }

  private double number(Setting<M> setting, String axis) {
    return ((Number) shown(setting, axis)).doubleValue();
  }

  private void requireNumbers(String axis) {
    InvalidInputException.unless(axes.contains(axis), "%s was not varied; %s were.", axis, axes);
    InvalidInputException.unless(
        settings.get(0).values().get(axis) instanceof Number,
        "%s is not numeric; use parallel or heatMap.",
        axis);
  }

  private static String words(Map<String, Object> values) {
    List<String> words = new ArrayList<>();
    values.forEach(
        (name, value) ->
            words.add(name + " " + (value instanceof Double d ? Numbers.label(d) : value)));
    return String.join(", ", words);
  }
}
