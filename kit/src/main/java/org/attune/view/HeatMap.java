package org.attune.view;

import java.awt.Font;
import java.awt.Graphics2D;
import java.awt.geom.Rectangle2D;
import java.util.ArrayList;
import java.util.List;
import java.util.TreeSet;
import org.attune.util.InvalidInputException;
import org.knowm.xchart.XYChart;

/**
 * A number over two settings, as a table of coloured cells; several numbers in a cell are averaged.
 */
public final class HeatMap {
  private static final Font BOLD = HouseStyle.SMALL.deriveFont(Font.BOLD, 15f);

  private final String title;
  private final String xTitle;
  private final String yTitle;
  private final List<Cell> cells;

  private record Cell(Object x, Object y, double value) {}

  private HeatMap(String title, String xTitle, String yTitle, List<Cell> cells) {
    this.title = title;
    this.xTitle = xTitle;
    this.yTitle = yTitle;
    this.cells = List.copyOf(cells);
  }

  /** Returns an empty map. */
  public static HeatMap of(String title, String xTitle, String yTitle) {
    return new HeatMap(title, xTitle, yTitle, List.of());
  }

  /** Returns this map with one more number; coordinates are numbers or texts. */
  public HeatMap with(Object x, Object y, double value) {
    List<Cell> more = new ArrayList<>(cells);
    more.add(new Cell(place(x), place(y), value));
    return new HeatMap(title, xTitle, yTitle, more);
  }

  /** Returns a number as a double, so that 1 and 1.0 are the same place. */
  private static Object place(Object coordinate) {
    return coordinate instanceof Number number ? (Object) number.doubleValue() : coordinate;
  }

  /** Draws the map. */
  public XYChart chart() {
    if (cells.isEmpty()) {
      throw new InvalidInputException("The chart '" + title + "' has nothing to draw.");
    }
    List<Object> xs = places(cells.stream().map(Cell::x).toList());
    List<Object> ys = places(cells.stream().map(Cell::y).toList());
    XYChart chart = HouseStyle.xy(title, xTitle, yTitle);
    chart.addSeries("cells", new double[] {0}, new double[] {Double.NaN}).setShowInLegend(false);
    chart.getStyler().setPlotGridLinesVisible(false).setLegendVisible(false);
    chart.getStyler().setXAxisMin(-0.5).setXAxisMax(xs.size() - 0.5);
    chart.getStyler().setYAxisMin(-0.5).setYAxisMax(ys.size() - 0.5);
    // Ticks in the background colour reserve room for the names of the cells; all must differ.
    String widest = ys.stream().map(HeatMap::text).max((a, b) -> a.length() - b.length()).get();
    chart.getStyler().setxAxisTickLabelsFormattingFunction(value -> Numbers.fixed(value, 1));
    chart
        .getStyler()
        .setyAxisTickLabelsFormattingFunction(value -> widest + Numbers.fixed(value, 1));
    chart.getStyler().setAxisTickLabelsColor(HouseStyle.CLEAR);
    chart.addAnnotation(new Cells(xs, ys));
    return chart;
  }

  private static List<Object> places(List<Object> values) {
    if (values.stream().allMatch(Number.class::isInstance)) {
      TreeSet<Double> sorted = new TreeSet<>();
      values.forEach(value -> sorted.add(((Number) value).doubleValue()));
      return List.copyOf(sorted);
    }
    return values.stream().distinct().toList();
  }

  static String text(Object place) {
    return place instanceof Number number
        ? Numbers.text(number.doubleValue())
            .replaceAll("(\\.\\d*?)0+$", "$1")
            .replaceAll("\\.$", "")
        : String.valueOf(place);
  }

  private double mean(Object x, Object y) {
    return cells.stream()
        .filter(cell -> cell.x().equals(x) && cell.y().equals(y))
        .mapToDouble(Cell::value)
        .average()
        .orElse(Double.NaN);
  }

  /** Paints the cells, their values and their names. */
  private final class Cells extends ChartAnnotations.Mark {
    private final List<Object> xs;
    private final List<Object> ys;
    private int decimals;

    Cells(List<Object> xs, List<Object> ys) {
      this.xs = xs;
      this.ys = ys;
    }

    @Override
    public void paint(Graphics2D g) {
      double low = Double.POSITIVE_INFINITY;
      double high = Double.NEGATIVE_INFINITY;
      for (Object x : xs) {
        for (Object y : ys) {
          double value = mean(x, y);
          low = Double.isFinite(value) ? Math.min(low, value) : low;
          high = Double.isFinite(value) ? Math.max(high, value) : high;
        }
      }
      decimals = Numbers.decimals(cells.stream().mapToDouble(HeatMap.Cell::value).toArray());
      for (int column = 0; column < xs.size(); column++) {
        for (int row = 0; row < ys.size(); row++) {
          double value = mean(xs.get(column), ys.get(row));
          cell(g, column, row, value, ColorScale.share(value, low, high));
        }
      }
      names(g);
    }

    private void cell(Graphics2D g, int column, int row, double value, double share) {
      double left = screenX(column - 0.5) + 1;
      double top = screenY(row + 0.5) + 1;
      double width = screenX(column + 0.5) - left - 1;
      double height = screenY(row - 0.5) - top - 1;
      g.setColor(ColorScale.of(share));
      g.fill(new Rectangle2D.Double(left, top, width, height));
      g.setColor(Double.isFinite(share) ? ColorScale.ink(share) : HouseStyle.MUTED);
      g.setFont(BOLD);
      String text = Numbers.text(value, decimals);
      double half = HouseStyle.textWidth(text, BOLD) / 2;
      g.drawString(text, (float) (left + width / 2 - half), (float) (top + height / 2 + 5));
    }

    private void names(Graphics2D g) {
      g.setFont(HouseStyle.SMALL);
      g.setColor(HouseStyle.MUTED);
      for (int column = 0; column < xs.size(); column++) {
        String name = text(xs.get(column));
        double half = HouseStyle.textWidth(name, HouseStyle.SMALL) / 2;
        g.drawString(name, (float) (screenX(column) - half), (float) (screenY(-0.5) + 18));
      }
      for (int row = 0; row < ys.size(); row++) {
        String name = text(ys.get(row));
        double width = HouseStyle.textWidth(name, HouseStyle.SMALL);
        g.drawString(name, (float) (screenX(-0.5) - width - 8), (float) (screenY(row) + 5));
      }
    }
  }
}
