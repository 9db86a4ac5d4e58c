package org.attune.cli;

import java.nio.file.Path;
import java.util.List;
import java.util.function.Function;
import java.util.regex.Pattern;
import tech.tablesaw.api.ColumnType;
import tech.tablesaw.api.StringColumn;
import tech.tablesaw.api.Table;
import tech.tablesaw.io.csv.CsvReadOptions;

/**
 * Reads a table that the kit wrote. A column holds numbers only if all of its values are written as
 * the kit writes numbers; names such as 7d and answers such as T or 2024-01-02 stay texts, where
 * Tablesaw's own guess makes them numbers, truth values and dates.
 */
final class WrittenTable {
  private static final int LONGEST = 1 << 20;

  private static final Pattern INTEGER = Pattern.compile("-?(0|[1-9]\\d{0,8})");
  private static final Pattern LONG = Pattern.compile("-?(0|[1-9]\\d{0,17})");
  private static final Pattern DOUBLE =
      Pattern.compile("-?\\d+(\\.\\d+)?([eE][-+]?\\d+)?|-?Infinity|NaN");

  private WrittenTable() {}

  /** Returns the table of a file. */
  static Table read(Path file) {
    Table texts = read(file, column -> ColumnType.STRING);
    return read(file, column -> type(texts.stringColumn(column)));
  }

  private static Table read(Path file, Function<String, ColumnType> types) {
    return Table.read()
        .usingOptions(
            CsvReadOptions.builder(file.toFile())
                .maxCharsPerColumn(LONGEST)
                .missingValueIndicator("")
                .columnTypes(types));
  }

  private static ColumnType type(StringColumn column) {
    List<String> values = column.asList().stream().filter(value -> !value.isEmpty()).toList();
    if (values.isEmpty()) {
      return ColumnType.STRING;
    }
    if (matchAll(values, INTEGER)) {
      return ColumnType.INTEGER;
    }
    if (matchAll(values, LONG)) {
      return ColumnType.LONG;
    }
    return matchAll(values, DOUBLE) ? ColumnType.DOUBLE : ColumnType.STRING;
  }

  private static boolean matchAll(List<String> values, Pattern pattern) {
    return values.stream().allMatch(pattern.asMatchPredicate());
  }
}
