package org.attune.view;

import java.util.ArrayList;
import java.util.List;
import tech.tablesaw.api.BooleanColumn;
import tech.tablesaw.api.ColumnType;
import tech.tablesaw.api.NumericColumn;
import tech.tablesaw.api.Table;
import tech.tablesaw.columns.Column;

/** A column of a table, written out: the same words for HTML and for a terminal. */
record Cells(String name, boolean numeric, List<String> shown, List<String> full) {

  /** Writes the first rows of every column. */
  static List<Cells> of(Table table, int rows) {
    List<Cells> all = new ArrayList<>();
    for (Column<?> column : table.columns()) {
      all.add(of(column, Math.min(rows, table.rowCount())));
    }
    return all;
  }

  private static Cells of(Column<?> column, int rows) {
    if (column instanceof NumericColumn<?> numbers) {
      return ofNumbers(numbers, rows);
    }
    List<String> texts = new ArrayList<>();
    for (int row = 0; row < rows; row++) {
      texts.add(text(column, row));
    }
    return new Cells(column.name(), false, texts, texts);
  }

  private static String text(Column<?> column, int row) {
    if (column.isMissing(row)) {
      return Numbers.MISSING;
    }
    if (column instanceof BooleanColumn booleans) {
      return booleans.get(row) ? "yes" : "no";
    }
    return column.getString(row);
  }

  private static Cells ofNumbers(NumericColumn<?> column, int rows) {
    double[] values = new double[rows];
    for (int row = 0; row < rows; row++) {
      values[row] = column.isMissing(row) ? Double.NaN : column.getDouble(row);
    }
    // Whole-number columns hold seeds, steps and ids: digits only, nothing rounded.
    int decimals = isWhole(column) ? 0 : Numbers.decimals(values);
    List<String> shown = new ArrayList<>();
    List<String> full = new ArrayList<>();
    for (double value : values) {
      shown.add(decimals < 0 ? Numbers.text(value) : Numbers.fixed(value, decimals));
      full.add(exact(value));
    }
    return new Cells(column.name(), true, shown, full);
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
