package org.attune.bench;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.attune.util.InvalidInputException;
import tech.tablesaw.api.ColumnType;
import tech.tablesaw.api.DoubleColumn;
import tech.tablesaw.api.Row;
import tech.tablesaw.api.StringColumn;
import tech.tablesaw.api.Table;
import tech.tablesaw.io.csv.CsvReadOptions;

/**
 * An earlier bench of the same machine, with which a later one is compared: ratios of speed, above
 * 1 where the later one is faster.
 */
public final class BenchComparison {
  /** The facts in which two comparable benches agree. */
  private static final List<String> SAME = List.of("processor", "device", "threads");

  private static final List<String> NUMBERS = List.of("ms median", "ms least", "ms most");
  private static final List<String> NAMES = List.of("what", "shape", "precision");
  private static final List<String> SIZES = List.of("batch", "length");

  private final Map<String, Times> before = new LinkedHashMap<>();

  /** The milliseconds of one run of a task. */
  private record Times(double median, double least, double most) {}

  private BenchComparison() {}

  /**
   * Reads a {@code bench.csv}.
   *
   * @param facts those of the machine, see {@link MachineInfo#of}
   * @throws InvalidInputException if the file is none, or if it was measured on another machine or
   *     with another number of threads
   */
  public static BenchComparison read(Path file, Map<String, String> facts) {
    Table table = table(Files.isDirectory(file) ? file.resolve("bench.csv") : file);
    BenchComparison comparison = new BenchComparison();
    for (Row row : table) {
      for (String fact : SAME) {
        String then = text(row, fact);
        InvalidInputException.unless(
            then.equals(facts.get(fact)),
            "%s was measured with %s '%s', this bench with '%s': their ratios would compare"
                + " machines.",
            file,
            fact,
            then,
            facts.get(fact));
      }
      comparison.before.put(key(row), times(file, row));
    }
    return comparison;
  }

  private static Table table(Path file) {
    try {
      // As text, since a column of one row of digits may be guessed to be anything.
      Table table =
          Table.read()
              .csv(
                  CsvReadOptions.builder(file.toFile())
                      .columnTypes(column -> ColumnType.STRING)
                      .build());
      Stream.of(NAMES, SIZES, NUMBERS, SAME)
          .flatMap(List::stream)
          .forEach(column -> requireColumn(table, column, file));
      return table;
    } catch (InvalidInputException known) {
      throw known;
    } catch (RuntimeException e) {
      throw new InvalidInputException(
          file + " is not a readable bench.csv; give one that an earlier attune bench wrote.", e);
    }
  }

  private static void requireColumn(Table table, String column, Path file) {
    InvalidInputException.unless(
        table.columnNames().contains(column),
        "%s has no column '%s'; give the bench.csv that an earlier attune bench wrote.",
        file,
        column);
  }

  private static String text(Row row, String column) {
    return String.valueOf(row.getObject(column));
  }

  private static Times times(Path file, Row row) {
    List<Double> all = NUMBERS.stream().map(column -> millis(file, row, column)).toList();
    return new Times(all.get(0), all.get(1), all.get(2));
  }

  private static double millis(Path file, Row row, String column) {
    String text = text(row, column);
    double millis = number(text);
    InvalidInputException.unless(
        millis > 0 && Double.isFinite(millis),
        "%s, row %d: '%s' must be a number of milliseconds > 0, got '%s'; give the file as attune"
            + " bench wrote it.",
        file,
        row.getRowNumber() + 1,
        column,
        text);
    return millis;
  }

  private static double number(String text) {
    try {
      return Double.parseDouble(text);
    } catch (NumberFormatException e) {
      return Double.NaN;
    }
  }

  private static String key(Row row) {
    List<String> parts = new ArrayList<>();
    NAMES.forEach(column -> parts.add(text(row, column)));
    SIZES.forEach(column -> parts.add(text(row, column)));
    return String.join("|", parts);
  }

  private static String key(TaskMeasurements row) {
    BenchTask.Event event = row.event();
    return String.join(
        "|",
        event.what(),
        row.shape(),
        event.precision(),
        String.valueOf(event.batch()),
        String.valueOf(event.length()));
  }

  /**
   * Returns the ratio of each task that both benches have: of the medians, the least and the most
   * that two rounds give, and, if both measured the bare product in that precision, of the speeds
   * as parts of it, which a machine that was busier in one of the benches changes less.
   */
  public Table ratios(BenchResults now) {
    StringColumn what = StringColumn.create("what");
    StringColumn shape = StringColumn.create("shape");
    StringColumn products = StringColumn.create("products");
    DoubleColumn[] numbers = {
      DoubleColumn.create("ratio"),
      DoubleColumn.create("least"),
      DoubleColumn.create("most"),
      DoubleColumn.create("beside product")
    };
    for (TaskMeasurements row : now.rows()) {
      Times old = before.get(key(row));
      if (old != null) {
        double ratio = ratio(row, old);
        what.append(row.event().what() + (isBatch(row) ? " " + row.event().batch() : ""));
        shape.append(row.shape());
        products.append(row.event().precision());
        numbers[0].append(ratio);
        numbers[1].append(old.least() / row.most(Measurement::millis));
        numbers[2].append(old.most() / row.least(Measurement::millis));
        numbers[3].append(product(now, row).map(peak -> ratio / peak).orElse(Double.NaN));
      }
    }
    return Table.create("against an earlier bench", what, shape, products).addColumns(numbers);
  }

  /** Returns whether several rows differ only in their batch. */
  private static boolean isBatch(TaskMeasurements row) {
    return row.event().what().equals("generate");
  }

  private static double ratio(TaskMeasurements row, Times old) {
    return old.median() / row.median(Measurement::millis);
  }

  private Optional<Double> product(BenchResults now, TaskMeasurements row) {
    return now.rows().stream()
        .filter(other -> other.isPeak(row.event().precision()) && before.containsKey(key(other)))
        .map(peak -> ratio(peak, before.get(key(peak))))
        .findFirst();
  }
}
