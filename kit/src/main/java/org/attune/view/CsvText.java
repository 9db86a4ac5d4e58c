package org.attune.view;

import java.io.StringWriter;
import tech.tablesaw.api.StringColumn;
import tech.tablesaw.api.Table;
import tech.tablesaw.columns.Column;

/** A table as CSV that a spreadsheet reads and does not run. */
public final class CsvText {
  private CsvText() {}

  /** Returns the whole table, texts that would be formulas marked as texts. */
  public static String of(Table table) {
    Table safe = Table.create(table.name());
    for (Column<?> column : table.columns()) {
      safe.addColumns(column instanceof StringColumn texts ? safe(texts) : column);
    }
    StringWriter csv = new StringWriter();
    safe.write().csv(csv);
    return csv.toString();
  }

  private static StringColumn safe(StringColumn texts) {
    return StringColumn.create(texts.name(), texts.asList().stream().map(PlainText::cell));
  }
}
