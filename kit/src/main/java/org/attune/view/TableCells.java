package org.attune.view;

import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;
import tech.tablesaw.api.BooleanColumn;
import tech.tablesaw.api.ColumnType;
import tech.tablesaw.api.NumericColumn;
import tech.tablesaw.api.Table;
import tech.tablesaw.columns.Column;

/** A formatted column of a table: the same text for HTML and for a terminal. */
record TableCells(String name, boolean numeric, List<String> shown, List<String> full) {
  /** The maximum length of a tooltip; a page of long answers would have megabytes. */
  private static final int LONGEST = 2_000;

  private static final Pattern INTERVAL = Pattern.compile("-?[\\d.]+\\S* \\[[^\\]]*\\d[^\\]]*\\]");
  private static final Pattern NUMBER = Pattern.compile("-?[\\d.]+\\S*( \\[[^\\]]*\\])?");

  private static final Pattern WORDS = Pattern.compile("\\D{0,16}");

  /** Formats the first rows of every column. */
  static List<TableCells> of(Table table, int rows) {
    List<TableCells> all = new ArrayList<>();
    for (Column<?> column : table.columns()) {
      all.add(of(column, Math.min(rows, table.rowCount())));
    }
    return all;
  }

  private static TableCells of(Column<?> column, int rows) {
    if (column instanceof NumericColumn<?> numbers) {
      return ofNumbers(numbers, rows);
    }
    List<String> texts = new ArrayList<>();
    for (int row = 0; row < rows; row++) {
      texts.add(text(column, row));
    }
    // "1.23 [1.10, 1.36]" is treated as a number: it must be neither wrapped nor clipped.
    boolean intervals = texts.stream().anyMatch(INTERVAL.asMatchPredicate());
    // Words beside them, such as "not measured", say that there is no number.
    boolean only =
        texts.stream()
            .allMatch(text -> WORDS.matcher(text).matches() || NUMBER.matcher(text).matches());
    return new TableCells(column.name(), intervals && only, texts, texts);
  }

  private static String text(Column<?> column, int row) {
    if (column.isMissing(row)) {
      return Numbers.MISSING;
    }
    if (column instanceof BooleanColumn booleans) {
      return booleans.get(row) ? "yes" : "no";
    }
    String text = column.getString(row);
    return text.length() <= LONGEST ? text : text.substring(0, LONGEST) + "…";
  }

  private static TableCells ofNumbers(NumericColumn<?> column, int rows) {
    double[] values = new double[rows];
    for (int row = 0; row < rows; row++) {
      values[row] = column.isMissing(row) ? Double.NaN : column.getDouble(row);
    }
    // Integer columns hold seeds, steps and ids: digits only, not rounded.
    int decimals = isWhole(column) ? 0 : Numbers.decimals(values);
    List<String> shown = new ArrayList<>();
    List<String> full = new ArrayList<>();
    for (double value : values) {
      shown.add(Numbers.text(value, decimals));
      full.add(exact(value));
    }
    return new TableCells(column.name(), true, shown, full);
  }

  private static boolean isWhole(Column<?> column) {
    ColumnType type = column.type();
    return type.equals(ColumnType.INTEGER)
        || type.equals(ColumnType.LONG)
        || type.equals(ColumnType.SHORT);
  }

  private static String exact(double value) {
    if (!Double.isFinite(value)) {
      return Numbers.text(value);
    }
    boolean whole = value == Math.rint(value) && Math.abs(value) < 1e15;
    return whole ? Long.toString((long) value) : Double.toString(value);
  }
}
