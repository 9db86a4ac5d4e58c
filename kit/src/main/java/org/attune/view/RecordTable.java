package org.attune.view;

import java.util.ArrayList;
import java.util.List;
import tech.tablesaw.api.Table;

/**
 * A table of texts in a report: every cell is whole, on screens and on paper, and a phone shows
 * each row as a card whose lines name their columns. A table of numbers, which are compared down a
 * column, is {@link Html#table(Table)}.
 */
final class RecordTable {
  private static final int LONG = 100;

  private RecordTable() {}

  static String html(Table table) {
    List<Column> columns = columns(table);
    StringBuilder html = new StringBuilder("<table class=\"records\"><thead><tr>");
    for (Column column : columns) {
      html.append("<th").append(column.style()).append('>').append(column.name()).append("</th>");
    }
    html.append("</tr></thead><tbody>");
    for (int row = 0; row < table.rowCount(); row++) {
      html.append("<tr>");
      for (Column column : columns) {
        html.append("<td").append(column.style()).append(" data-label=\"").append(column.name());
        // The label is drawn by the style sheet, in front of the span.
        html.append("\"><span>").append(column.cells().get(row)).append("</span></td>");
      }
      html.append("</tr>");
    }
    return html.append("</tbody></table>").toString();
  }

  private static List<Column> columns(Table table) {
    List<Column> columns = new ArrayList<>();
    for (TableCells column : TableCells.of(table, table.rowCount())) {
      columns.add(
          new Column(
              Html.escape(column.name()),
              style(column),
              column.shown().stream().map(Html::escape).toList()));
    }
    return columns;
  }

  /** Returns how a column is set: numbers to the right, long texts with room. */
  private static String style(TableCells column) {
    if (column.numeric()) {
      return " class=\"number\"";
    }
    int longest = column.shown().stream().mapToInt(String::length).max().orElse(0);
    return longest > LONG ? " class=\"long\"" : "";
  }

  private record Column(String name, String style, List<String> cells) {}
}
