package org.attune.view;

import java.util.ArrayList;
import java.util.List;
import tech.tablesaw.api.Table;

/**
 * One labelled point of a scatter chart with optional intervals in both directions (NaN for none).
 */
public record ScatterPoint(
    String name, double x, double y, double xLow, double xHigh, double yLow, double yHigh) {
  /** Makes a point without intervals. */
  public ScatterPoint(String name, double x, double y) {
    this(name, x, y, Double.NaN, Double.NaN, Double.NaN, Double.NaN);
  }

  /** Returns one point for each row of a table. */
  public static List<ScatterPoint> each(Table table, String name, String x, String y) {
    double[] xs = Curve.numbers(table, x);
    double[] ys = Curve.numbers(table, y);
    List<ScatterPoint> spots = new ArrayList<>();
    for (int row = 0; row < table.rowCount(); row++) {
      spots.add(new ScatterPoint(table.getString(row, name), xs[row], ys[row]));
    }
    return spots;
  }

  /** Returns this point with a horizontal interval. */
  public ScatterPoint across(double low, double high) {
    return new ScatterPoint(name, x, y, low, high, yLow, yHigh);
  }

  /** Returns this point with a vertical interval. */
  public ScatterPoint upright(double low, double high) {
    return new ScatterPoint(name, x, y, xLow, xHigh, low, high);
  }

  boolean isDrawable() {
    return Double.isFinite(x) && Double.isFinite(y);
  }
}
