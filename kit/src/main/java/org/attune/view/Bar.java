package org.attune.view;

import java.util.ArrayList;
import java.util.List;
import org.attune.util.InvalidInputException;
import tech.tablesaw.api.Table;

/** One bar of a chart: a name, a value, and the interval around it (NaN where there is none). */
public record Bar(String name, double value, double low, double high) {
  /** Checks that the interval contains the value. */
  public Bar {
    if (low > value || high < value) {
      throw new InvalidInputException(
          "The interval of '"
              + name
              + "' does not hold its value: "
              + value
              + " is not within ["
              + low
              + ", "
              + high
              + "].");
    }
  }

  /** Makes a bar without an interval. */
  public Bar(String name, double value) {
    this(name, value, Double.NaN, Double.NaN);
  }

  /** Returns one bar for each row of a table. */
  public static List<Bar> each(Table table, String name, String value, String low, String high) {
    double[] values = Curve.numbers(table, value);
    double[] lows = Curve.numbers(table, low);
    double[] highs = Curve.numbers(table, high);
    List<Bar> bars = new ArrayList<>();
    for (int row = 0; row < table.rowCount(); row++) {
      bars.add(new Bar(table.getString(row, name), values[row], lows[row], highs[row]));
    }
    return bars;
  }
}
