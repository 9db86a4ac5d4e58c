package org.attune.recipes;

import java.math.BigDecimal;
import java.math.MathContext;
import java.util.List;
import java.util.Locale;
import java.util.StringJoiner;
import tech.tablesaw.api.Row;
import tech.tablesaw.api.Table;
import tech.tablesaw.columns.Column;

/**
 * The block of a page that holds what its cells gave at full size: the frame {@code numbers}, and
 * what the page costs. It stands between two comments, and is written by {@link Recipes}.
 */
final class MeasuredNumbers {
  static final String OPENING = "<!-- numbers -->";
  static final String CLOSING = "<!-- /numbers -->";

  /** What the block says of a new page; it prints no numbers rather than made-up ones. */
  static final String NONE = OPENING + "\nNot measured yet.\n" + CLOSING;

  private MeasuredNumbers() {}

  /** Returns the page's text with the block replaced; a page without one is an error. */
  static String replace(String page, String block) {
    int from = page.indexOf(OPENING);
    int to = page.indexOf(CLOSING);
    if (from < 0 || to < from) {
      throw new IllegalArgumentException("The page has no " + OPENING + " … " + CLOSING + ".");
    }
    return page.substring(0, from + OPENING.length()) + "\n" + block + "\n" + page.substring(to);
  }

  /** Returns the block for a frame. */
  static String block(Table numbers, PageCosts costs) {
    return markdown(numbers) + "\n" + costs.sentence();
  }

  /**
   * Returns a frame as a Markdown table; fractions have two digits after the point, missing ones
   * are empty.
   */
  static String markdown(Table table) {
    StringBuilder text = new StringBuilder(row(table.columnNames()));
    text.append("|").append("---|".repeat(table.columnCount())).append('\n');
    for (Row each : table) {
      text.append(
          row(table.columns().stream().map(column -> cell(column, each.getRowNumber())).toList()));
    }
    return text.toString();
  }

  private static String cell(Column<?> column, int row) {
    Object value = column.get(row);
    if (value instanceof Double number) {
      return number.isNaN() ? "" : fraction(number).replace('-', '−');
    }
    return value == null ? "" : value.toString().replace("|", "\\|");
  }

  /** Small numbers, such as learning rates, keep their two leading digits. */
  private static String fraction(double number) {
    return number == 0 || Math.abs(number) >= 0.01
        ? String.format(Locale.ROOT, "%.2f", number)
        : new BigDecimal(number).round(new MathContext(2)).stripTrailingZeros().toPlainString();
  }

  private static String row(List<String> cells) {
    StringJoiner row = new StringJoiner(" | ", "| ", " |\n");
    cells.forEach(row::add);
    return row.toString();
  }
}
