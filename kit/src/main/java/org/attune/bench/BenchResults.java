package org.attune.bench;

import java.util.ArrayList;
import java.util.List;
import java.util.OptionalDouble;
import java.util.OptionalLong;
import java.util.function.Function;
import java.util.function.ToDoubleFunction;
import tech.tablesaw.api.DoubleColumn;
import tech.tablesaw.api.IntColumn;
import tech.tablesaw.api.StringColumn;
import tech.tablesaw.api.Table;

/**
 * The results of a benchmark.
 *
 * @param rows in the order in which they were measured
 * @param complete false if it was stopped; the existing rows are complete
 */
public record BenchResults(List<TaskMeasurements> rows, boolean complete) {
  private static final double MEGA = 1e6;

  /** Copies the rows. */
  public BenchResults {
    rows = List.copyOf(rows);
  }

  /** Returns one row per measurement, with all columns. */
  public Table table() {
    Table table = Table.create("bench");
    text(table, "what", row -> row.event().what());
    text(table, "shape", TaskMeasurements::shape);
    text(table, "precision", row -> row.event().precision());
    whole(table, "batch", row -> row.event().batch());
    whole(table, "length", row -> row.event().length());
    whole(table, "rounds", row -> row.laps().size());
    whole(table, "runs a round", row -> row.laps().get(0).runs());
    number(table, "ms median", row -> row.median(Measurement::millis));
    number(table, "ms least", row -> row.least(Measurement::millis));
    number(table, "ms most", row -> row.most(Measurement::millis));
    number(table, "tokens/s median", row -> speed(row, row.median(Measurement::speed)));
    number(table, "tokens/s least", row -> speed(row, row.least(Measurement::speed)));
    number(table, "tokens/s most", row -> speed(row, row.most(Measurement::speed)));
    number(table, "spread", TaskMeasurements::spread);
    number(table, "GFLOP/s median", row -> row.median(Measurement::gigaflops));
    number(table, "GFLOP/s most", row -> row.most(Measurement::gigaflops));
    number(table, "of peak", row -> ofPeak(row).orElse(Double.NaN));
    number(table, "peak MB", row -> megabytes(row.peak()));
    return table;
  }

  /** Returns a summary that fits on a page. */
  public Table summary() {
    Table table = Table.create("bench");
    text(table, "what", row -> row.event().what());
    text(table, "shape", TaskMeasurements::shape);
    text(table, "products", row -> row.event().precision());
    whole(table, "batch", row -> row.event().batch());
    whole(table, "length", row -> row.event().length());
    number(table, "tokens/s", row -> Math.rint(speed(row, row.median(Measurement::speed))));
    number(table, "least", row -> Math.rint(speed(row, row.least(Measurement::speed))));
    number(table, "± %", row -> Math.rint(50 * row.spread()));
    number(table, "GFLOP/s", row -> Math.rint(row.median(Measurement::gigaflops)));
    number(table, "% peak", row -> Math.rint(100 * ofPeak(row).orElse(Double.NaN)));
    number(table, "peak MB", row -> Math.rint(megabytes(row.peak())));
    return table;
  }

  /** Returns the speed-up of the fast decoder over the readable one, one row per shape. */
  public Table ratios() {
    Table table =
        Table.create(
            "fast decoder against reference",
            StringColumn.create("shape"),
            StringColumn.create("products"),
            DoubleColumn.create("ratio"),
            DoubleColumn.create("least"),
            DoubleColumn.create("most"));
    for (TaskMeasurements fast : rows) {
      if (fast.event().what().equals(DecoderBenchmarks.FAST)) {
        TaskMeasurements slow = reference(fast);
        List<Double> ratios = sortedRatios(slow, fast);
        table.stringColumn("shape").append(fast.shape());
        table.stringColumn("products").append(fast.event().precision());
        table
            .doubleColumn("ratio")
            .append(slow.median(Measurement::millis) / fast.median(Measurement::millis));
        table.doubleColumn("least").append(ratios.get(0));
        table.doubleColumn("most").append(ratios.get(ratios.size() - 1));
      }
    }
    return table;
  }

  /** Returns the ratio of each round, the least first. */
  private static List<Double> sortedRatios(TaskMeasurements slow, TaskMeasurements fast) {
    List<Double> ratios = new ArrayList<>();
    for (int i = 0; i < Math.min(fast.laps().size(), slow.laps().size()); i++) {
      ratios.add(slow.laps().get(i).millis() / fast.laps().get(i).millis());
    }
    ratios.sort(Double::compare);
    return ratios;
  }

  private TaskMeasurements reference(TaskMeasurements fast) {
    return rows.stream()
        .filter(row -> row.event().what().equals(DecoderBenchmarks.REFERENCE))
        .filter(row -> row.shape().equals(fast.shape()))
        .findFirst()
        .orElseThrow();
  }

  /**
   * Returns the row's median as a fraction of the machine's best matrix product over all rounds, in
   * the row's own precision.
   */
  OptionalDouble ofPeak(TaskMeasurements row) {
    OptionalDouble best =
        rows.stream()
            .filter(other -> other.isPeak(row.event().precision()))
            .mapToDouble(other -> other.most(Measurement::gigaflops))
            .max();
    return best.isEmpty()
        ? OptionalDouble.empty()
        : OptionalDouble.of(row.median(Measurement::gigaflops) / best.getAsDouble());
  }

  private static double speed(TaskMeasurements row, double tokens) {
    return tokens == 0 ? Double.NaN : tokens; // bare products read none
  }

  private static double megabytes(OptionalLong bytes) {
    return bytes.isEmpty() ? Double.NaN : bytes.getAsLong() / MEGA;
  }

  private void text(Table table, String name, Function<TaskMeasurements, String> cell) {
    table.addColumns(StringColumn.create(name, rows.stream().map(cell).toList()));
  }

  private void whole(Table table, String name, Function<TaskMeasurements, Integer> cell) {
    table.addColumns(IntColumn.create(name, rows.stream().map(cell).toArray(Integer[]::new)));
  }

  private void number(Table table, String name, ToDoubleFunction<TaskMeasurements> cell) {
    table.addColumns(DoubleColumn.create(name, rows.stream().mapToDouble(cell).toArray()));
  }
}
