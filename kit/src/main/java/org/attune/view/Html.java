package org.attune.view;

import java.util.List;
import java.util.regex.Pattern;
import org.attune.util.InvalidInputException;
import tech.tablesaw.api.Table;

/**
 * HTML fragments for light and dark pages: they inherit every colour of the page and add only
 * translucent lines.
 *
 * <p>Styles are inline because notebooks and code hosts strip style sheets from cell outputs.
 */
public final class Html {
  private static final int ROWS = 20;
  private static final int LETTERS = 80;
  private static final Pattern LONG_WORD = Pattern.compile("[\\w/.-]{40}"); // a hash or a path
  private static final String LINE = "1px solid rgba(128,128,128,.35)";

  private Html() {}

  /**
   * Returns the text with HTML and XML markup escaped. Characters that XML does not allow become
   * the replacement character.
   */
  public static String escape(String text) {
    StringBuilder escaped = new StringBuilder(text.length() + 16);
    text.codePoints().forEach(letter -> append(escaped, letter));
    return escaped.toString();
  }

  /** Returns a text as a bold line, to stand above a chart or a table. */
  public static String heading(String text) {
    return "<p><b>" + escape(text) + "</b></p>";
  }

  /** Returns the first twenty rows as an HTML table. */
  public static String table(Table table) {
    return table(table, ROWS);
  }

  /**
   * Returns the first rows as an HTML table with the number of further rows. Numbers are rounded
   * and right-aligned, long text is clipped; the tooltip shows the whole cell.
   */
  public static String table(Table table, int maxRows) {
    return table(table, maxRows, table.rowCount());
  }

  /** Returns the rows, which are the first of {@code all}, with the number of further ones. */
  public static String excerpt(Table rows, int all) {
    return table(rows, Math.max(1, rows.rowCount()), all);
  }

  private static String table(Table table, int maxRows, int all) {
    if (maxRows < 1) {
      throw new InvalidInputException("maxRows must be at least 1, got " + maxRows + ".");
    }
    List<TableCells> columns = TableCells.of(table, maxRows);
    int shown = Math.min(maxRows, table.rowCount());
    StringBuilder html =
        new StringBuilder("<div class=\"attune-table\" style=\"overflow-x:auto\">");
    html.append("<table style=\"border-collapse:collapse;border:0;margin:.5em 0;");
    html.append("background:transparent;color:inherit;font-variant-numeric:tabular-nums\">");
    header(html, columns);
    html.append("<tbody>");
    for (int row = 0; row < shown; row++) {
      row(html, columns, row);
    }
    html.append("</tbody></table>");
    note(html, more(all, shown));
    return html.append("</div>").toString();
  }

  /** Returns "… 1,234 more rows", "no rows", or nothing when every row is shown. */
  static String more(int rows, int shown) {
    if (rows == 0) {
      return "no rows";
    }
    int rest = rows - shown;
    return rest == 0 ? "" : "… " + Numbers.count(rest) + (rest == 1 ? " more row" : " more rows");
  }

  private static void header(StringBuilder html, List<TableCells> columns) {
    html.append("<thead><tr style=\"background:transparent\">");
    for (TableCells column : columns) {
      html.append("<th style=\"").append(cellStyle(column.numeric()));
      html.append(";border-bottom:2px solid rgba(128,128,128,.55);font-weight:600;");
      html.append("vertical-align:bottom\">").append(escape(column.name())).append("</th>");
    }
    html.append("</tr></thead>");
  }

  private static void row(StringBuilder html, List<TableCells> columns, int row) {
    html.append("<tr style=\"background:transparent\">");
    for (TableCells column : columns) {
      cell(html, column, row);
    }
    html.append("</tr>");
  }

  private static void cell(StringBuilder html, TableCells column, int row) {
    String shown = TextWidth.to(TextWidth.oneLine(column.shown().get(row)), LETTERS, "…");
    String full = column.full().get(row);
    html.append("<td style=\"").append(cellStyle(column.numeric()));
    // On a narrow screen a long text would otherwise become a column of single words; a hash may
    // break anywhere, so that its table fits there.
    boolean hash = LONG_WORD.matcher(shown).find();
    html.append(hash ? ";min-width:9em;word-break:break-all" : "");
    html.append(!hash && shown.length() > 30 ? ";min-width:14em" : "");
    html.append(";border-bottom:").append(LINE).append('"');
    if (!shown.equals(full)) {
      html.append(" title=\"").append(escape(full)).append('"');
    }
    html.append('>');
    boolean missing = shown.equals(Numbers.MISSING);
    html.append(missing ? "<span style=\"opacity:.5\">" : "");
    html.append(column.numeric() ? breakable(escape(shown)) : escape(shown));
    html.append(missing ? "</span></td>" : "</td>");
  }

  /** Lets a value and its interval take two lines where a table has no room for one. */
  private static String breakable(String number) {
    return number.endsWith("]")
        ? "<span style=\"white-space:normal\">"
            + number.replace(" [", " <span style=\"white-space:nowrap\">[")
            + "</span></span>"
        : number;
  }

  private static String cellStyle(boolean numeric) {
    return "text-align:"
        + (numeric ? "right;white-space:nowrap" : "left")
        + ";padding:.3em .9em .3em .2em;border:0";
  }

  private static void note(StringBuilder html, String words) {
    if (!words.isEmpty()) {
      html.append("<div style=\"opacity:.65;font-size:.9em\">").append(words).append("</div>");
    }
  }

  private static void append(StringBuilder escaped, int letter) {
    switch (letter) {
      case '&' -> escaped.append("&amp;");
      case '<' -> escaped.append("&lt;");
      case '>' -> escaped.append("&gt;");
      case '"' -> escaped.append("&quot;");
      case '\'' -> escaped.append("&#39;");
      default -> escaped.appendCodePoint(isXml(letter) ? letter : 0xFFFD);
    }
  }

  private static boolean isXml(int letter) {
    return letter == '\t'
        || letter == '\n'
        || letter == '\r'
        || (letter >= 0x20 && letter <= 0xD7FF)
        || (letter >= 0xE000 && letter <= 0xFFFD)
        || letter >= 0x10000;
  }
}
