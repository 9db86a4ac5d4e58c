package org.attune.claims;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.attune.curve.OverOptimisation;
import org.attune.data.KeptAnswers;
import org.attune.evaluate.Interval;
import org.attune.util.InvalidInputException;
import org.attune.view.Curve;
import org.attune.view.JudgedAnswer;
import org.attune.view.TrendLine;

/**
 * What a claim measured beyond its evidence, so that the papers' figures and tables can be drawn
 * from the ledger without another training.
 *
 * @param curves curves and points
 * @param rows rows of numbers
 * @param answers answers of several policies to one prompt
 * @param kept answers of policies by their names, for the ledger's page; one claim keeps them
 */
public record FigureData(
    List<FigureCurves> curves,
    List<FigureRow> rows,
    List<FigureAnswers> answers,
    Optional<Map<String, KeptAnswers>> kept) {
  /** Copies the lists. */
  public FigureData {
    curves = List.copyOf(curves);
    rows = List.copyOf(rows);
    answers = List.copyOf(answers);
    kept = kept.map(some -> Collections.unmodifiableMap(new LinkedHashMap<>(some)));
  }

  /** Returns data without anything to draw. */
  public static FigureData none() {
    return new FigureData(List.of(), List.of(), List.of(), Optional.empty());
  }

  /**
   * Curves of one figure.
   *
   * @param figure the figure, such as GAP Fig. 1
   * @param x the title of the x-axis
   * @param y the title of the y-axis
   * @param lines the curves
   */
  public record FigureCurves(String figure, String x, String y, List<FigureLine> lines) {
    /** Copies the curves. */
    public FigureCurves {
      lines = List.copyOf(lines);
    }
  }

  /**
   * One curve; several may share a name, such as points and the line fitted to them.
   *
   * @param name the name in the legend
   * @param joined whether the points are joined
   * @param low the lower ends of the intervals; empty if there are none
   * @param high the upper ends
   */
  public record FigureLine(
      String name,
      boolean joined,
      List<Double> x,
      List<Double> y,
      List<Double> low,
      List<Double> high) {
    /** Copies the values. */
    public FigureLine {
      x = List.copyOf(x);
      y = List.copyOf(y);
      low = List.copyOf(low);
      high = List.copyOf(high);
      InvalidInputException.unless(
          x.size() == y.size()
              && low.size() == high.size()
              && (low.isEmpty() || low.size() == y.size()),
          "the curve '%s' has %d x, %d y, %d low and %d high values",
          name,
          x.size(),
          y.size(),
          low.size(),
          high.size());
    }

    /** Makes a curve of points without intervals. */
    public FigureLine(String name, boolean joined, List<Double> x, List<Double> y) {
      this(name, joined, x, y, List.of(), List.of());
    }

    static FigureLine of(Curve curve, String name, boolean joined) {
      boolean band = Arrays.stream(curve.low()).anyMatch(Double::isFinite);
      return new FigureLine(
          name,
          joined,
          boxed(curve.x()),
          boxed(curve.y()),
          band ? boxed(curve.low()) : List.of(),
          band ? boxed(curve.high()) : List.of());
    }

    private static List<Double> boxed(double[] values) {
      return Arrays.stream(values).boxed().toList();
    }
  }

  /**
   * One number of a table.
   *
   * @param figure the table, such as RRHF Table 2
   * @param name the row
   * @param column the column
   * @param ours the number
   */
  public record FigureRow(String figure, String name, String column, Interval ours) {}

  /**
   * Answers to one prompt.
   *
   * @param figure the table, such as RRHF Table 4
   * @param prompt the prompt
   * @param answers one answer per policy, with the judge's reward
   */
  public record FigureAnswers(String figure, String prompt, List<JudgedAnswer> answers) {
    /** Copies the answers. */
    public FigureAnswers {
      answers = List.copyOf(answers);
    }
  }

  /** Returns this data with curves. */
  FigureData curves(String figure, String x, String y, List<FigureLine> lines) {
    return new FigureData(plus(curves, new FigureCurves(figure, x, y, lines)), rows, answers, kept);
  }

  /** Returns this data with the curves of win rate against KL, over the square root of KL. */
  FigureData trends(String figure, OverOptimisation measured) {
    List<FigureLine> lines = new ArrayList<>();
    for (TrendLine trend : measured.trends()) {
      String name = trend.line().name();
      lines.add(FigureLine.of(trend.points(), name, false));
      lines.add(FigureLine.of(trend.line(), name, true));
    }
    return curves(figure, ROOT, "win rate against the start", lines);
  }

  /** The title of an x-axis that shows the square root of KL. */
  public static final String ROOT = "KL to the start, nats per answer (square-root axis)";

  /** Returns this data with a row. */
  FigureData row(String figure, String name, String column, Interval ours) {
    return new FigureData(
        curves, plus(rows, new FigureRow(figure, name, column, ours)), answers, kept);
  }

  /** Returns this data with answers. */
  FigureData answers(List<FigureAnswers> more) {
    return new FigureData(
        curves, rows, Stream.concat(answers.stream(), more.stream()).toList(), kept);
  }

  /** Returns this data with answers of policies. */
  FigureData kept(Map<String, KeptAnswers> policies) {
    return new FigureData(curves, rows, answers, Optional.of(policies));
  }

  private static <T> List<T> plus(List<T> list, T last) {
    return Stream.concat(list.stream(), Stream.of(last)).toList();
  }
}
