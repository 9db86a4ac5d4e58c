package org.attune.sweep;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.stream.IntStream;
import org.apache.commons.math3.linear.SingularMatrixException;
import org.apache.commons.math3.stat.StatUtils;
import org.apache.commons.math3.stat.descriptive.moment.Skewness;
import org.apache.commons.math3.stat.regression.OLSMultipleLinearRegression;
import org.attune.util.InvalidInputException;

/**
 * How much of the differences between the settings of a sweep each axis explains.
 *
 * <p>A regression explains the metric by the axes: a number by its value and its square, in the
 * logarithm when its logarithms are spread more evenly, and a text by one indicator per value. The
 * share of an axis is the increase of adjusted R² when the axis is added, averaged over all orders
 * in which the axes can be added (Lindeman, Merenda and Gold 1980; Grömping 2007, “Estimators of
 * Relative Importance in Linear Regression Based on Variance Decomposition”). The shares add up to
 * the adjusted R² of all axes; what is missing to one is noise, or an interaction between axes.
 *
 * @param axis the name of the axis
 * @param share the share of the variance that the axis explains; near or below 0 for one that does
 *     not matter
 * @param low lower bound of the 95 % bootstrap interval over settings
 * @param high upper bound
 */
public record AxisImportance(String axis, double share, double low, double high) {
  private static final int RESAMPLES = 400;
  private static final double TAIL = 0.025;

  /** The most axes of which all subsets are tried: 2^8 regressions per resample. */
  private static final int MOST_AXES = 8;

  /**
   * Returns the importance of each axis, in the order of the axes.
   *
   * @param axes the names of the axes
   * @param values of each setting, by axis: numbers or texts
   * @param metric the metric of each setting
   */
  public static List<AxisImportance> of(
      List<String> axes, List<Map<String, Object>> values, double[] metric) {
    InvalidInputException.unless(
        axes.size() <= MOST_AXES,
        "The importance of at most %d axes can be compared, got %d.",
        MOST_AXES,
        axes.size());
    List<double[][]> features = new ArrayList<>();
    for (String axis : axes) {
      features.add(features(values.stream().map(row -> row.get(axis)).toList()));
    }
    int columns = features.stream().mapToInt(rows -> rows[0].length).sum();
    InvalidInputException.unless(
        metric.length >= columns + 3,
        "%d settings are too few to compare the importance of %d axes; at least %d are needed.",
        metric.length,
        axes.size(),
        columns + 3);
    double[] shares = shares(features, metric, IntStream.range(0, metric.length).toArray());
    double[][] resampled = resample(features, metric);
    return IntStream.range(0, axes.size())
        .mapToObj(i -> of(axes.get(i), shares[i], column(resampled, i)))
        .toList();
  }

  /** Returns an axis with its interval, which holds the share itself. */
  private static AxisImportance of(String axis, double share, double[] sorted) {
    double low = Math.min(share, sorted[(int) (TAIL * sorted.length)]);
    double high = Math.max(share, sorted[(int) ((1 - TAIL) * sorted.length)]);
    return new AxisImportance(axis, share, low, high);
  }

  private static double[] column(double[][] rows, int place) {
    double[] column = Arrays.stream(rows).mapToDouble(row -> row[place]).toArray();
    Arrays.sort(column);
    return column;
  }

  private static double[][] resample(List<double[][]> features, double[] metric) {
    SplittableRandom random = new SplittableRandom(1);
    double[][] all = new double[RESAMPLES][];
    for (int i = 0; i < RESAMPLES; i++) {
      int[] rows =
          IntStream.generate(() -> random.nextInt(metric.length)).limit(metric.length).toArray();
      all[i] = shares(features, metric, rows);
    }
    return all;
  }

  /** Returns the columns that describe an axis // (settings, features). */
  private static double[][] features(List<Object> values) {
    boolean numbers = values.stream().allMatch(Number.class::isInstance);
    List<Object> distinct = values.stream().distinct().toList();
    double[][] rows = new double[values.size()][];
    if (!numbers) {
      for (int i = 0; i < rows.length; i++) {
        rows[i] = new double[Math.max(1, distinct.size() - 1)];
        int place = distinct.indexOf(values.get(i));
        if (place > 0) {
          rows[i][place - 1] = 1;
        }
      }
      return rows;
    }
    double[] plain = values.stream().mapToDouble(value -> ((Number) value).doubleValue()).toArray();
    double[] scaled = standard(plain);
    for (int i = 0; i < rows.length; i++) {
      rows[i] =
          distinct.size() > 2
              ? new double[] {scaled[i], scaled[i] * scaled[i]}
              : new double[] {scaled[i]};
    }
    return rows;
  }

  /** Returns the values with mean 0 and deviation 1, on the scale on which they spread evenly. */
  private static double[] standard(double[] values) {
    double[] logs = Arrays.stream(values).map(Math::log).toArray();
    Skewness skewness = new Skewness();
    boolean positive = Arrays.stream(values).allMatch(value -> value > 0);
    boolean wide =
        positive && Math.abs(skewness.evaluate(logs)) < Math.abs(skewness.evaluate(values));
    double[] scaled = wide ? logs : values;
    double mean = StatUtils.mean(scaled);
    double deviation = Math.sqrt(StatUtils.populationVariance(scaled));
    return Arrays.stream(scaled)
        .map(value -> deviation > 0 ? (value - mean) / deviation : 0)
        .toArray();
  }

  /** Returns the share of each axis on some rows. */
  private static double[] shares(List<double[][]> features, double[] metric, int[] rows) {
    int axes = features.size();
    Map<Integer, Double> explained = new LinkedHashMap<>();
    for (int subset = 0; subset < 1 << axes; subset++) {
      explained.put(subset, explained(features, metric, rows, subset));
    }
    double[] shares = new double[axes];
    for (int axis = 0; axis < axes; axis++) {
      for (int subset = 0; subset < 1 << axes; subset++) {
        if ((subset >> axis & 1) == 0) {
          double gain = explained.get(subset | 1 << axis) - explained.get(subset);
          shares[axis] += weight(Integer.bitCount(subset), axes) * gain;
        }
      }
    }
    return shares;
  }

  /** Returns the share of all orders in which exactly these {@code before} axes come first. */
  private static double weight(int before, int axes) {
    double weight = 1.0 / axes;
    for (int i = 0; i < before; i++) {
      weight *= (i + 1.0) / (axes - 1 - i);
    }
    return weight;
  }

  /** Returns the adjusted R² of a subset of the axes. */
  private static double explained(
      List<double[][]> features, double[] metric, int[] rows, int subset) {
    List<double[]> columns = new ArrayList<>();
    for (int axis = 0; axis < features.size(); axis++) {
      for (int c = 0; (subset >> axis & 1) == 1 && c < features.get(axis)[0].length; c++) {
        double[][] all = features.get(axis);
        int place = c;
        double[] column = Arrays.stream(rows).mapToDouble(row -> all[row][place]).toArray();
        if (Arrays.stream(column).distinct().count() > 1) {
          columns.add(column);
        }
      }
    }
    double[] y = Arrays.stream(rows).mapToDouble(row -> metric[row]).toArray();
    if (columns.isEmpty() || Arrays.stream(y).distinct().count() < 2) {
      return 0;
    }
    try {
      return adjusted(columns, y);
    } catch (SingularMatrixException collinear) {
      // A resample in which two columns happen to be proportional explains no more than one does.
      return adjusted(columns.subList(0, 1), y);
    }
  }

  private static double adjusted(List<double[]> columns, double[] y) {
    double[][] x = new double[y.length][columns.size()];
    for (int row = 0; row < y.length; row++) {
      for (int c = 0; c < columns.size(); c++) {
        x[row][c] = columns.get(c)[row];
      }
    }
    OLSMultipleLinearRegression regression = new OLSMultipleLinearRegression();
    regression.newSampleData(y, x);
    return regression.calculateAdjustedRSquared();
  }
}
