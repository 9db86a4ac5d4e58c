package org.attune.view;

import java.util.ArrayList;
import java.util.List;
import tech.tablesaw.api.StringColumn;
import tech.tablesaw.api.Table;

/**
 * Tables as comma-separated values that keep every character of a text (RFC 4180): a cell with
 * commas, quotation marks, line breaks, or white space at either end is quoted. A text that a
 * spreadsheet would run as a formula is marked as text.
 */
public final class Csv {
  private Csv() {}

  /** Returns the column names on the first line, and one line per row. */
  public static String text(Table table) {
    StringBuilder text = new StringBuilder();
    line(text, table.columnNames());
    for (int row = 0; row < table.rowCount(); row++) {
      List<String> cells = new ArrayList<>();
      for (int column = 0; column < table.columnCount(); column++) {
        String cell = table.getUnformatted(row, column);
        cells.add(table.column(column) instanceof StringColumn ? PlainText.cell(cell) : cell);
      }
      line(text, cells);
    }
    return text.toString();
  }

  private static void line(StringBuilder text, List<String> cells) {
    for (int i = 0; i < cells.size(); i++) {
      text.append(i == 0 ? "" : ",").append(cell(cells.get(i), cells.size()));
    }
    text.append('\n');
  }

  private static String cell(String value, int width) {
    boolean alone = value.isEmpty() && width == 1; // an empty line would not be read as a row
    boolean quoted =
        alone
            || !value.equals(value.strip())
            || value.chars().anyMatch(c -> ",\"\n\r".indexOf(c) >= 0);
    return quoted ? '"' + value.replace("\"", "\"\"") + '"' : value;
  }

  /** Returns the cells of each line of such a text, the column names first. */
  public static List<List<String>> cells(String text) {
    List<List<String>> lines = new ArrayList<>();
    List<String> line = new ArrayList<>();
    StringBuilder cell = new StringBuilder();
    boolean quoted = false;
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      if (quoted && c == '"' && i + 1 < text.length() && text.charAt(i + 1) == '"') {
        cell.append('"');
        i++;
      } else if (c == '"') {
        quoted = !quoted;
      } else if (!quoted && (c == ',' || c == '\n')) {
        line.add(cell.toString());
        cell.setLength(0);
        if (c == '\n') {
          lines.add(List.copyOf(line));
          line.clear();
        }
      } else {
        cell.append(c);
      }
    }
    return lines;
  }
}
