package org.attune.view;

import java.awt.Color;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.function.ToDoubleFunction;
import org.attune.util.InvalidInputException;
import org.knowm.xchart.CategoryChart;
import org.knowm.xchart.XYChart;
import org.knowm.xchart.style.AxesChartStyler;
import tech.tablesaw.api.NumericColumn;

/**
 * The charts of this kit, as plain XChart charts in one style; the result can be modified with
 * XChart's own API.
 *
 * <p>Gaps, infinities, single points, equal values and series of a million points can be drawn;
 * only a chart without any data is an error.
 */
public final class Charts {
  private static final double FILL = 0.72;
  private static final int ROOM_FOR_NAMES = 24;

  private Charts() {}

  /** Returns a text as a title: a plain lower-case word at its beginning gets a capital letter. */
  public static String title(String text) {
    return text.matches("(?s)[a-z]{2,}\\b(?![._/\\\\-]).*")
        ? text.substring(0, 1).toUpperCase(Locale.ROOT) + text.substring(1)
        : text;
  }

  /** Draws curves, each with its confidence band if it has one. */
  public static XYChart lines(String title, String xTitle, String yTitle, List<Curve> curves) {
    return CurvePlot.plain(title, xTitle, yTitle, some(curves, "curve", title));
  }

  /** Draws curves, each with its confidence band if it has one. */
  public static XYChart lines(String title, String xTitle, String yTitle, Curve... curves) {
    return lines(title, xTitle, yTitle, List.of(curves));
  }

  /**
   * Draws long, noisy curves over training steps: faint values, and over them their moving average
   * with the given weight (see {@link Curve#smoothed}).
   */
  public static XYChart training(
      String title, String yTitle, double smoothing, List<Curve> curves) {
    return training(title, yTitle, smoothing, curves, List.of());
  }

  /** Draws noisy curves with their moving average, and with them curves that were measured. */
  public static XYChart training(
      String title, String yTitle, double smoothing, List<Curve> curves, List<Curve> measured) {
    return CurvePlot.smoothed(title, yTitle, smoothing, some(curves, "curve", title), measured);
  }

  /** Draws long, noisy curves over training steps and their moving average. */
  public static XYChart training(String title, String yTitle, double smoothing, Curve... curves) {
    return training(title, yTitle, smoothing, List.of(curves));
  }

  /** Draws the columns as overlaid histograms over common bins. */
  public static XYChart histogram(String title, String xTitle, List<NumericColumn<?>> columns) {
    return Histogram.of(title, xTitle, some(columns, "column", title));
  }

  /** Draws the column as a histogram. */
  public static XYChart histogram(String title, String xTitle, NumericColumn<?> column) {
    return histogram(title, xTitle, List.of(column));
  }

  /** Draws named points with their intervals, such as reward against KL for each method. */
  public static XYChart scatter(
      String title, String xTitle, String yTitle, List<ScatterPoint> spots) {
    List<ScatterPoint> drawn =
        some(spots, "spot", title).stream().filter(ScatterPoint::isDrawable).toList();
    XYChart chart = HouseStyle.xy(title, xTitle, yTitle);
    AxisRange x =
        AxisRange.of(
            all(drawn, ScatterPoint::x),
            all(drawn, ScatterPoint::xLow),
            all(drawn, ScatterPoint::xHigh));
    AxisRange y =
        AxisRange.of(
            all(drawn, ScatterPoint::y),
            all(drawn, ScatterPoint::yLow),
            all(drawn, ScatterPoint::yHigh));
    HouseStyle.xAxis(chart.getStyler(), x.padded(0.08, 0.08));
    HouseStyle.yAxis(chart.getStyler(), y.padded(0.08, 0.12));
    // XChart needs a series to lay out its axes; the annotations draw what is visible.
    double[] nothing = {Double.NaN};
    chart.addSeries(title.isBlank() ? "spots" : title, new double[] {x.min()}, nothing);
    HouseStyle.legend(chart, List.of());
    chart.addAnnotation(
        drawn.isEmpty() ? new ChartAnnotations.Notice() : new ChartAnnotations.Spots(drawn));
    return chart;
  }

  /** Draws one bar for each method, with its interval and its value. */
  public static CategoryChart bars(String title, String yTitle, List<Bar> bars) {
    return groups(title, yTitle, Map.of(yTitle.isBlank() ? "value" : yTitle, bars));
  }

  /**
   * Draws groups of bars side by side: the keys of the map become the legend, the names of the bars
   * appear below the axis. A bar missing in one group is labelled "n/a".
   */
  public static CategoryChart groups(String title, String yTitle, Map<String, List<Bar>> groups) {
    Map<String, List<Bar>> filled = filled(groups, title);
    CategoryChart chart = HouseStyle.category(title, yTitle);
    List<String> all = filled.values().iterator().next().stream().map(Bar::name).toList();
    List<String> names = HouseStyle.labels(all, ChartImages.PANEL_WIDTH);
    int colour = 0;
    for (Map.Entry<String, List<Bar>> group : filled.entrySet()) {
      double[] values = all(group.getValue(), bar -> finite(bar.value()));
      List<Double> heights = Arrays.stream(values).boxed().toList();
      Color fill = HouseStyle.faint(HouseStyle.colour(colour++), 0.8);
      chart.addSeries(group.getKey(), names, heights).setFillColor(fill);
    }
    List<Bar> every = filled.values().stream().flatMap(List::stream).toList();
    HouseStyle.yAxis(chart.getStyler(), fromZero(every));
    HouseStyle.legend(chart, List.copyOf(filled.keySet()));
    HouseStyle.slant(chart.getStyler(), all);
    chart.getStyler().setAvailableSpaceFill(FILL);
    chart.addAnnotation(new ChartAnnotations.Intervals(List.copyOf(filled.values()), FILL));
    return chart;
  }

  /**
   * Adds a named dashed line at a height such as ln 2, makes room for it, and returns the chart.
   */
  public static XYChart reference(XYChart chart, double height, String name) {
    if (!Double.isFinite(height)) {
      throw new InvalidInputException(
          "The reference line '" + name + "' needs a finite height, got " + height + ".");
    }
    AxesChartStyler styler = chart.getStyler();
    Double min = styler.getYAxisMin();
    Double max = styler.getYAxisMax();
    if (min != null && max != null && !(min < height && height < max)) {
      HouseStyle.yAxis(styler, new AxisRange(min, max).with(height).padded(0.06, 0.06));
    }
    chart.addAnnotation(new ReferenceLine(height, name));
    return chart;
  }

  /**
   * Draws curves over categories, which are numbers or names: an x of 0 is the first, 1 the second.
   * Values are equally spaced this way, whether they form an arithmetic or a geometric sequence.
   */
  public static XYChart places(
      String title, String xTitle, String yTitle, List<?> places, List<Curve> curves) {
    XYChart chart = lines(title, xTitle, yTitle, curves);
    List<String> names = places.stream().map(HeatMap::text).toList();
    double room = Math.max(0.2, 0.04 * names.size());
    HouseStyle.xAxis(chart.getStyler(), new AxisRange(-room, names.size() - 1 + room));
    chart.getStyler().setxAxisTickLabelsFormattingFunction(value -> " ");
    chart.getStyler().setAxisTitlePadding(ROOM_FOR_NAMES); // The names stand where ticks would.
    chart.getStyler().setPlotGridVerticalLinesVisible(false);
    chart.addAnnotation(new ChartAnnotations.Names(names));
    return chart;
  }

  private static AxisRange fromZero(List<Bar> bars) {
    double[][] ends = {all(bars, Bar::value), all(bars, Bar::low), all(bars, Bar::high)};
    if (Arrays.stream(ends).flatMapToDouble(Arrays::stream).allMatch(end -> finite(end) == 0)) {
      return new AxisRange(0, 1);
    }
    AxisRange extent = AxisRange.of(ends).with(0);
    // Room for the value above the interval, on the sides that have bars.
    return extent.padded(extent.min() < 0 ? 0.1 : 0, extent.max() > 0 ? 0.1 : 0);
  }

  private static Map<String, List<Bar>> filled(Map<String, List<Bar>> groups, String title) {
    some(List.copyOf(groups.keySet()), "group", title);
    Set<String> names = new LinkedHashSet<>();
    groups.forEach((group, bars) -> some(bars, "bar", group).forEach(bar -> names.add(bar.name())));
    Map<String, List<Bar>> filled = new LinkedHashMap<>();
    groups.forEach((group, bars) -> filled.put(group, filled(names, bars)));
    return filled;
  }

  private static List<Bar> filled(Set<String> names, List<Bar> bars) {
    List<Bar> filled = new ArrayList<>();
    for (String name : names) {
      filled.add(
          bars.stream()
              .filter(bar -> bar.name().equals(name))
              .findFirst()
              .orElse(new Bar(name, Double.NaN)));
    }
    return filled;
  }

  private static double finite(double value) {
    return Double.isFinite(value) ? value : 0;
  }

  private static <T> double[] all(List<T> things, ToDoubleFunction<T> part) {
    return things.stream().mapToDouble(part).toArray();
  }

  private static <T> List<T> some(List<T> things, String what, String title) {
    if (things.isEmpty()) {
      throw new InvalidInputException(
          "The chart '" + title + "' has nothing to draw: give it at least one " + what + ".");
    }
    return List.copyOf(things);
  }
}
