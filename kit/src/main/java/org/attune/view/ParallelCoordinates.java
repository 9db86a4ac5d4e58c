package org.attune.view;

import java.awt.BasicStroke;
import java.awt.Graphics2D;
import java.awt.geom.Line2D;
import java.awt.geom.Path2D;
import java.awt.geom.Rectangle2D;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.TreeSet;
import org.attune.util.InvalidInputException;
import org.knowm.xchart.XYChart;

/**
 * Parallel coordinates: a vertical axis for each setting and one for the result, and a line for
 * each combination, darker the better its result is; the best one is thick.
 *
 * <p>The values of a setting are equally spaced in their order.
 */
public final class ParallelCoordinates {
  private static final int NAMED = 12;
  private static final float BEST = 4f;
  private static final float OTHERS = 2f;

  private final String result;
  private final List<String> axes;
  private final List<Line> lines;

  private record Line(List<Object> values, double result) {}

  private ParallelCoordinates(String result, List<String> axes, List<Line> lines) {
    this.result = result;
    this.axes = List.copyOf(axes);
    this.lines = List.copyOf(lines);
  }

  /** Returns a chart of settings by their names, with a result, and no line yet. */
  public static ParallelCoordinates of(String result, List<String> axes) {
    return new ParallelCoordinates(result, axes, List.of());
  }

  /** Returns this chart with one more line. */
  public ParallelCoordinates with(List<Object> values, double value) {
    List<Line> more = new ArrayList<>(lines);
    more.add(new Line(values.stream().map(ParallelCoordinates::placed).toList(), value));
    return new ParallelCoordinates(result, axes, more);
  }

  /** Returns the value that a place on an axis is found by: 100 and 100.0 share one. */
  private static Object placed(Object value) {
    return value instanceof Number number ? (Object) number.doubleValue() : value;
  }

  /** Draws the chart; lines without a finite result are grey and end at the last setting. */
  public XYChart chart() {
    if (lines.isEmpty()) {
      throw new InvalidInputException("The chart '" + result + "' has nothing to draw.");
    }
    XYChart chart = HouseStyle.xy(Charts.title(result + " of each setting"), "", "");
    chart.addSeries("lines", new double[] {0}, new double[] {Double.NaN}).setShowInLegend(false);
    chart.getStyler().setPlotGridLinesVisible(false).setLegendVisible(false);
    chart.getStyler().setXAxisMin(-0.25).setXAxisMax(axes.size() + 0.35);
    chart.getStyler().setYAxisMin(-0.08).setYAxisMax(1.06);
    chart.getStyler().setxAxisTickLabelsFormattingFunction(value -> " ");
    chart.getStyler().setYAxisTicksVisible(false);
    chart.addAnnotation(new Painting());
    return chart;
  }

  private List<Object> places(int axis) {
    List<Object> values = lines.stream().map(line -> line.values().get(axis)).distinct().toList();
    if (!values.stream().allMatch(Double.class::isInstance)) {
      return values;
    }
    return List.copyOf(new TreeSet<>(values));
  }

  private static double height(int place, int places) {
    return places == 1 ? 0.5 : (double) place / (places - 1);
  }

  /** Paints lines below axes, the best line last. */
  private final class Painting extends ChartAnnotations.Mark {
    private final AxisRange extent =
        AxisRange.of(lines.stream().mapToDouble(Line::result).toArray());

    @Override
    public void paint(Graphics2D g) {
      lines.stream()
          .sorted(
              Comparator.comparingDouble(
                  line ->
                      Double.isFinite(line.result()) ? line.result() : Double.NEGATIVE_INFINITY))
          .forEach(line -> line(g, line));
      for (int axis = 0; axis < axes.size(); axis++) {
        axis(g, axis, axes.get(axis), places(axis).stream().map(HeatMap::text).toList());
      }
      axis(g, axes.size(), result, List.of());
      ends(g);
    }

    private void line(Graphics2D g, Line line) {
      Path2D path = new Path2D.Double();
      for (int axis = 0; axis < axes.size(); axis++) {
        List<Object> places = places(axis);
        double y = screenY(height(places.indexOf(line.values().get(axis)), places.size()));
        if (axis == 0) {
          path.moveTo(screenX(0), y);
        } else {
          path.lineTo(screenX(axis), y);
        }
      }
      double share = ColorScale.share(line.result(), extent.min(), extent.max());
      if (Double.isFinite(share)) {
        path.lineTo(screenX(axes.size()), screenY(share));
      }
      float width = line.result() == extent.max() ? BEST : OTHERS;
      g.setColor(ColorScale.line(share));
      g.setStroke(new BasicStroke(width, BasicStroke.CAP_ROUND, BasicStroke.JOIN_ROUND));
      g.draw(path);
    }

    private void axis(Graphics2D g, int axis, String name, List<String> ticks) {
      double x = screenX(axis);
      g.setColor(HouseStyle.INK);
      g.setStroke(new BasicStroke(1.4f));
      g.draw(new Line2D.Double(x, screenY(0), x, screenY(1)));
      double half = HouseStyle.textWidth(name, HouseStyle.SMALL) / 2;
      g.setFont(HouseStyle.SMALL);
      g.drawString(name, (float) (x - half), (float) (screenY(0) + 32));
      int step = Math.max(1, (int) Math.ceil(ticks.size() / (double) NAMED));
      for (int i = 0; i < ticks.size(); i += step) {
        tick(g, x, screenY(height(i, ticks.size())), ticks.get(i));
      }
    }

    private void tick(Graphics2D g, double x, double y, String text) {
      double width = HouseStyle.textWidth(text, HouseStyle.SMALL);
      g.setColor(HouseStyle.PAPER);
      g.fill(new Rectangle2D.Double(x - width - 11, y - 10, width + 7, 20));
      g.setColor(HouseStyle.MUTED);
      g.drawString(text, (float) (x - width - 8), (float) (y + 5));
    }

    private void ends(Graphics2D g) {
      double x = screenX(axes.size());
      double middle = (extent.min() + extent.max()) / 2;
      double[] values = {extent.min(), middle, extent.max()};
      for (double value : values) {
        String text = Numbers.text(value, Numbers.decimals(values));
        ChartAnnotations.halo(
            g, text, x + 8, screenY(ColorScale.share(value, values[0], values[2])) + 5);
      }
    }
  }
}
