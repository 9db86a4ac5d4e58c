package org.attune.view;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;
import org.attune.util.InvalidInputException;
import tech.tablesaw.api.NumericColumn;
import tech.tablesaw.api.Table;
import tech.tablesaw.selection.Selection;

/**
 * A named curve, with an optional confidence band around it.
 *
 * <p>A NaN or infinite y leaves a gap; a point without an x is dropped. Values are copied, so a
 * curve is immutable.
 */
public final class Curve {
  /** A weight that does not count. */
  private static final double NOTHING = 1e-3;

  private final String name;
  private final double[] x;
  private final double[] y;
  private final double[] low;
  private final double[] high;

  private Curve(String name, double[] x, double[] y, double[] low, double[] high) {
    this.name = name;
    this.x = x;
    this.y = y;
    this.low = low;
    this.high = high;
  }

  /** Returns a curve through the points. */
  public static Curve of(String name, double[] x, double[] y) {
    if (x.length == 0) {
      throw new InvalidInputException("The curve '" + name + "' is empty: give it a point.");
    }
    sameLength(name, x.length, y.length);
    return new Curve(name, x.clone(), y.clone(), nothing(x.length), nothing(x.length));
  }

  /** Returns a curve over two columns of a table, named after the second. */
  public static Curve of(Table table, String x, String y) {
    return of(y, numbers(table, x), numbers(table, y));
  }

  /** Returns one curve for each value of the column {@code by}, in order of appearance. */
  public static List<Curve> each(Table table, String by, String x, String y) {
    List<Curve> curves = new ArrayList<>();
    for (String name : names(table, by)) {
      Table part = part(table, by, name);
      curves.add(of(name, numbers(part, x), numbers(part, y)));
    }
    return curves;
  }

  /** Returns one curve with its band for each value of the column {@code by}. */
  public static List<Curve> each(
      Table table, String by, String x, String y, String low, String high) {
    List<Curve> curves = new ArrayList<>();
    for (String name : names(table, by)) {
      Table part = part(table, by, name);
      curves.add(
          of(name, numbers(part, x), numbers(part, y))
              .band(numbers(part, low), numbers(part, high)));
    }
    return curves;
  }

  /** Returns this curve with a confidence band, one bound below and one above each point. */
  public Curve band(double[] low, double[] high) {
    sameLength(name, x.length, low.length);
    sameLength(name, x.length, high.length);
    return new Curve(name, x, y, low.clone(), high.clone());
  }

  /** Returns this curve under another name. */
  public Curve named(String other) {
    return new Curve(other, x, y, low, high);
  }

  /**
   * Returns this curve smoothed, without its band; gaps stay gaps. Each point is that of a straight
   * line through its neighbours on both sides, of which one counts the less the farther it is away,
   * by a factor of {@code weight} per step. So the result does not lag behind a curve that falls,
   * and keeps its ends. Weight 0 changes nothing, 0.9 reaches over about twenty points, and it must
   * be below 1.
   */
  public Curve smoothed(double weight) {
    if (!(weight >= 0 && weight < 1)) {
      throw new InvalidInputException(
          "The smoothing weight must be at least 0 and below 1, got " + weight + "; try 0.9.");
    }
    int reach = weight == 0 ? 0 : (int) Math.ceil(Math.log(NOTHING) / Math.log(weight));
    double[] smooth = new double[y.length];
    for (int i = 0; i < y.length; i++) {
      smooth[i] = Double.isFinite(y[i]) ? line(i, weight, reach) : Double.NaN;
    }
    return new Curve(name, x, smooth, nothing(x.length), nothing(x.length));
  }

  /** Returns the value at a point of the weighted least-squares line through its neighbours. */
  private double line(int at, double weight, int reach) {
    double mass = 0;
    double first = 0; // Σ w d
    double second = 0; // Σ w d²
    double sum = 0; // Σ w y
    double slope = 0; // Σ w d y
    for (int j = Math.max(0, at - reach); j < Math.min(y.length, at + reach + 1); j++) {
      if (Double.isFinite(y[j])) {
        int away = j - at;
        double w = Math.pow(weight, Math.abs(away));
        mass += w;
        first += w * away;
        second += w * away * away;
        sum += w * y[j];
        slope += w * away * y[j];
      }
    }
    double spread = mass * second - first * first;
    return spread < NOTHING ? sum / mass : (second * sum - first * slope) / spread;
  }

  /** Returns the name that the legend shows. */
  public String name() {
    return name;
  }

  /** Returns a copy of the horizontal values. */
  public double[] x() {
    return x.clone();
  }

  /** Returns a copy of the vertical values. */
  public double[] y() {
    return y.clone();
  }

  /** Returns a copy of the lower bounds, NaN where there are none. */
  public double[] low() {
    return low.clone();
  }

  /** Returns a copy of the upper bounds, NaN where there are none. */
  public double[] high() {
    return high.clone();
  }

  @Override
  public String toString() {
    return "Curve '" + name + "' of " + Numbers.count(x.length) + " points";
  }

  static double[] numbers(Table table, String column) {
    if (!(table.column(column) instanceof NumericColumn<?> numbers)) {
      throw new InvalidInputException(
          "The column '"
              + column
              + "' holds "
              + table.column(column).type().name()
              + ", not numbers.");
    }
    double[] values = new double[table.rowCount()];
    for (int row = 0; row < values.length; row++) {
      values[row] = numbers.isMissing(row) ? Double.NaN : numbers.getDouble(row);
    }
    return values;
  }

  static List<String> names(Table table, String by) {
    List<String> names = new ArrayList<>();
    for (int row = 0; row < table.rowCount(); row++) {
      String name = table.getString(row, by);
      if (!names.contains(name)) {
        names.add(name);
      }
    }
    return names;
  }

  private static Table part(Table table, String by, String name) {
    return table.where(
        Selection.with(
            IntStream.range(0, table.rowCount())
                .filter(row -> table.getString(row, by).equals(name))
                .toArray()));
  }

  private static double[] nothing(int length) {
    double[] nothing = new double[length];
    Arrays.fill(nothing, Double.NaN);
    return nothing;
  }

  private static void sameLength(String name, int points, int values) {
    if (points != values) {
      throw new InvalidInputException(
          "The curve '" + name + "' has " + points + " x values but " + values + " others.");
    }
  }
}
