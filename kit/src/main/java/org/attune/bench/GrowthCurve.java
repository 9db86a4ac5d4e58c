package org.attune.bench;

import ai.djl.Device;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;
import java.util.function.IntFunction;
import java.util.function.ToDoubleFunction;
import java.util.stream.IntStream;
import org.apache.commons.math3.stat.regression.SimpleRegression;
import org.attune.util.ResidentMemory;
import org.attune.view.Charts;
import org.attune.view.Curve;
import org.attune.view.Numbers;
import org.attune.view.ProgressBar;
import org.knowm.xchart.XYChart;
import tech.tablesaw.api.DoubleColumn;
import tech.tablesaw.api.StringColumn;
import tech.tablesaw.api.Table;

/** Measures how the time of a training step grows with one size while the others stay fixed. */
public final class GrowthCurve {
  private static final int VOCABULARY = 2048;
  private static final int WIDTH = 128;
  private static final int TIME = 64;
  private static final int BATCH = 8;
  private static final double LOG_2 = Math.log(2);

  private static final List<Axis> AXES =
      List.of(
          new Axis(
              "length",
              List.of(32, 64, 128, 256, 512),
              time -> BenchShape.small(VOCABULARY, WIDTH, time, BATCH),
              BenchShape::time),
          new Axis(
              "batch",
              List.of(2, 4, 8, 16, 32, 64),
              batch -> BenchShape.small(VOCABULARY, WIDTH, TIME, batch),
              BenchShape::batch),
          new Axis(
              "vocabulary",
              List.of(1024, 2048, 4096, 8192, 16_384),
              vocabulary -> BenchShape.small(vocabulary, WIDTH, TIME, BATCH),
              shape -> shape.config().vocabulary()),
          new Axis(
              "parameters",
              List.of(64, 128, 256, 512),
              width -> BenchShape.small(VOCABULARY, width, TIME, BATCH),
              shape -> shape.config().parameters()),
          new Axis(
              "to 135M",
              IntStream.range(0, BenchShape.named().size()).boxed().toList(),
              number -> BenchShape.named().get(number).reading(TIME, BATCH),
              shape -> shape.config().parameters()));

  private final List<Point> points;
  private final boolean complete;

  /** One size that grows: its settings, the shape of each, and its value there. */
  record Axis(
      String name,
      List<Integer> settings,
      IntFunction<BenchShape> shape,
      ToDoubleFunction<BenchShape> size) {}

  private record Point(String axis, double size, TaskMeasurements result) {}

  private GrowthCurve(List<Point> points, boolean complete) {
    this.points = points;
    this.complete = complete;
  }

  /** Measures SFT steps along all axes; an interrupt ends it with what is finished. */
  public static GrowthCurve run(int rounds, Device device) {
    return run(AXES, rounds, shape -> new StepBenchmarks(shape, shape.model(1, device)).sft());
  }

  /** Measures a task along axes. */
  static GrowthCurve run(List<Axis> axes, int rounds, Function<BenchShape, BenchTask> racer) {
    List<Point> points = new ArrayList<>();
    boolean complete = true;
    try (ProgressBar bar = ProgressBar.uncounted("growth", 100)) {
      for (int i = 0; i < axes.size() && complete; i++) {
        int done = i;
        Axis axis = axes.get(i);
        List<BenchShape> shapes = axis.settings().stream().map(axis.shape()::apply).toList();
        AlternatingRuns race =
            new AlternatingRuns(
                shapes.stream().map(racer).toList(),
                part -> bar.update(Math.round(100 * (done + part) / axes.size()), axis.name()));
        List<BenchTask.Event> events = race.events();
        AlternatingRuns.Finish finish = race.run(rounds);
        complete = finish.complete();
        for (int at = 0; at < finish.laps().size(); at++) {
          TaskMeasurements result =
              new TaskMeasurements(
                  "small", events.get(at), finish.laps().get(at), ResidentMemory.peak());
          points.add(new Point(axis.name(), axis.size().applyAsDouble(shapes.get(at)), result));
        }
      }
    }
    return new GrowthCurve(points, complete);
  }

  /** Returns false if it was stopped. */
  public boolean complete() {
    return complete;
  }

  /** Returns one row per point. */
  public Table table() {
    return Table.create(
        "growth",
        StringColumn.create("axis", points.stream().map(Point::axis).toList()),
        column("size", Point::size),
        column("ms median", point -> point.result().median(Measurement::millis)),
        column("ms least", point -> point.result().least(Measurement::millis)),
        column("ms most", point -> point.result().most(Measurement::millis)),
        column("CPU ms median", GrowthCurve::processorMillis));
  }

  private DoubleColumn column(String name, ToDoubleFunction<Point> value) {
    return DoubleColumn.create(name, points.stream().mapToDouble(value).toArray());
  }

  /**
   * Returns how straight the growth along each axis is. The exponent is the slope of a line fitted
   * to the logarithms: 1 is proportional, less means that part of the time does not grow. The last
   * four columns are of a straight line, a constant time plus one that is proportional to the size:
   * its R², and the largest distance of a point from it, in percent of the point; first of the
   * elapsed time, then of the processor time, which other programs of the machine hardly change.
   */
  public Table exponents() {
    Table table =
        Table.create(
            "exponents",
            StringColumn.create("axis"),
            DoubleColumn.create("from"),
            DoubleColumn.create("to"),
            DoubleColumn.create("exponent"),
            DoubleColumn.create("R²"),
            DoubleColumn.create("straight R²"),
            DoubleColumn.create("off line %"),
            DoubleColumn.create("CPU straight R²"),
            DoubleColumn.create("CPU off line %"));
    for (List<Point> line : lines()) {
      SimpleRegression fit = fit(line);
      table.stringColumn("axis").append(line.get(0).axis());
      table.doubleColumn("from").append(line.get(0).size());
      table.doubleColumn("to").append(line.get(line.size() - 1).size());
      table.doubleColumn("exponent").append(fit.getSlope());
      table.doubleColumn("R²").append(fit.getRSquare());
      straight(table, "", line, GrowthCurve::millis);
      straight(table, "CPU ", line, GrowthCurve::processorMillis);
    }
    return table;
  }

  /** Draws time against size, both in doublings of the smallest, so that slopes are exponents. */
  public XYChart chart() {
    List<Curve> curves = new ArrayList<>();
    for (List<Point> line : lines()) {
      double[] x =
          line.stream().mapToDouble(p -> doublings(p.size(), line.get(0).size())).toArray();
      double first = line.get(0).result().median(Measurement::millis);
      double[] y = line.stream().mapToDouble(p -> doublings(millis(p), first)).toArray();
      String name = line.get(0).axis() + ", exponent " + Numbers.text(fit(line).getSlope());
      curves.add(Curve.of(name, x, y));
    }
    return Charts.lines(
        "How the time of a training step grows",
        "doublings of the size",
        "doublings of the time",
        curves);
  }

  private List<List<Point>> lines() {
    return points.stream()
        .map(Point::axis)
        .distinct()
        .map(axis -> points.stream().filter(point -> point.axis().equals(axis)).toList())
        .filter(line -> line.size() > 1)
        .toList();
  }

  private static SimpleRegression fit(List<Point> line) {
    SimpleRegression fit = new SimpleRegression();
    line.forEach(point -> fit.addData(Math.log(point.size()), Math.log(millis(point))));
    return fit;
  }

  /** Appends how straight a time is. */
  private static void straight(
      Table table, String clock, List<Point> line, ToDoubleFunction<Point> time) {
    SimpleRegression fit = new SimpleRegression();
    line.forEach(point -> fit.addData(point.size(), time.applyAsDouble(point)));
    double farthest =
        line.stream()
            .mapToDouble(p -> Math.abs(fit.predict(p.size()) / time.applyAsDouble(p) - 1))
            .max()
            .orElse(0);
    table.doubleColumn(clock + "straight R²").append(fit.getRSquare());
    table.doubleColumn(clock + "off line %").append(100 * farthest);
  }

  private static double millis(Point point) {
    return point.result().median(Measurement::millis);
  }

  private static double processorMillis(Point point) {
    return point.result().median(Measurement::processorMillis);
  }

  private static double doublings(double value, double first) {
    return Math.log(value / first) / LOG_2;
  }
}
