package org.attune;

import tech.tablesaw.api.Table;

/** A frame's first rows as an HTML table with shortened, escaped texts. */
final class Preview {
  private static final int CELL = 160;

  private Preview() {}

  static String html(Table table, String caption) {
    StringBuilder html = new StringBuilder("<table><caption>");
    html.append(escaped(caption)).append("</caption><tr>");
    table.columnNames().forEach(name -> cell(html, "th", name));
    for (int row = 0; row < table.rowCount(); row++) {
      html.append("</tr><tr>");
      for (int column = 0; column < table.columnCount(); column++) {
        cell(html, "td", table.getString(row, column));
      }
    }
    return html.append("</tr></table>").toString();
  }

  private static void cell(StringBuilder html, String tag, String text) {
    boolean tooLong = text.codePointCount(0, text.length()) > CELL;
    String start = tooLong ? text.substring(0, text.offsetByCodePoints(0, CELL)) + "…" : text;
    html.append('<').append(tag).append(" style=\"text-align:left;white-space:pre-wrap\">");
    html.append(escaped(start)).append("</").append(tag).append('>');
  }

  private static String escaped(String text) {
    return text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;");
  }
}
