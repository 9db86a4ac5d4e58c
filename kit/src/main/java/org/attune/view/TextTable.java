package org.attune.view;

import java.nio.charset.Charset;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import org.attune.util.InvalidInputException;
import tech.tablesaw.api.Table;

/**
 * A table as fixed-width text for a terminal, a log or a README.
 *
 * <p>Numbers in a column have the same number of decimals, so right alignment aligns their decimal
 * points. A table that is too wide first clips its longest texts and then omits columns, naming
 * them.
 */
public final class TextTable {
  private static final int WIDTH = 100;
  private static final int ROWS = 50;
  private static final int NARROWEST = 8;
  // The first column names its row; clipped names soon look alike.
  private static final int NARROWEST_FIRST = 16;
  private static final String GAP = "  ";

  private final List<TableCells> columns;
  private final int[] widths;
  private final String ellipsis;
  private final String rule;

  private TextTable(List<TableCells> columns, int room, boolean plain) {
    this.columns = columns;
    this.ellipsis = plain ? ".." : "…";
    this.rule = plain ? "-" : "─";
    this.widths = columns.stream().mapToInt(TextTable::natural).toArray();
    shrink(room);
  }

  /** Returns the table, at most 100 characters wide. */
  public static String text(Table table) {
    return text(table, WIDTH);
  }

  /** Returns the first fifty rows of the table, at most {@code width} characters wide. */
  public static String text(Table table, int width) {
    return text(table, width, ROWS);
  }

  /** Returns the first rows of the table, at most {@code width} characters wide. */
  public static String text(Table table, int width, int maxRows) {
    return text(table, width, maxRows, Charset.defaultCharset());
  }

  /** Returns the table in characters that the given charset can encode. */
  static String text(Table table, int width, int maxRows, Charset charset) {
    if (width < 20 || maxRows < 1) {
      throw new InvalidInputException(
          "A text table needs a width of at least 20 and at least 1 row, got width "
              + width
              + " and "
              + maxRows
              + " rows.");
    }
    boolean plain = !charset.newEncoder().canEncode("─…–∞");
    List<TableCells> kept = new ArrayList<>(TableCells.of(table, maxRows));
    List<String> left = new ArrayList<>();
    TextTable text = new TextTable(kept, width, plain);
    while (text.total() > width && kept.size() > 1) {
      left.add(0, kept.remove(kept.size() - 1).name());
      text = new TextTable(kept, width, plain);
    }
    int shown = Math.min(maxRows, table.rowCount());
    String notes = notes(left, Html.more(table.rowCount(), shown), width);
    return readable(text.lines(shown) + notes, plain);
  }

  private static String notes(List<String> left, String more, int width) {
    List<String> notes = new ArrayList<>();
    if (!more.isEmpty()) {
      notes.add(more);
    }
    if (!left.isEmpty()) {
      notes.add(
          "… "
              + Numbers.count(left.size())
              + (left.size() == 1 ? " more column: " : " more columns: ")
              + String.join(", ", left));
    }
    return notes.stream()
        .map(note -> TextWidth.to(TextWidth.oneLine(note), width, "…") + "\n")
        .collect(Collectors.joining());
  }

  // Log files of old terminals turn every unknown character into a question mark.
  private static String readable(String text, boolean plain) {
    return plain ? text.replace("…", "..").replace('–', '-').replace("∞", "inf") : text;
  }

  private String lines(int rows) {
    StringBuilder lines = new StringBuilder();
    line(lines, columns.stream().map(TableCells::name).toList());
    List<String> rules = new ArrayList<>();
    for (int width : widths) {
      rules.add(rule.repeat(width));
    }
    line(lines, rules);
    for (int row = 0; row < rows; row++) {
      int at = row;
      line(lines, columns.stream().map(column -> column.shown().get(at)).toList());
    }
    return lines.toString();
  }

  private void line(StringBuilder lines, List<String> cells) {
    StringBuilder line = new StringBuilder();
    for (int i = 0; i < cells.size(); i++) {
      line.append(i == 0 ? "" : GAP);
      line.append(padded(cells.get(i), widths[i], columns.get(i).numeric()));
    }
    lines.append(line.toString().stripTrailing()).append('\n');
  }

  private String padded(String cell, int width, boolean right) {
    String clipped = TextWidth.to(TextWidth.oneLine(cell), width, ellipsis);
    String blanks = " ".repeat(width - TextWidth.width(clipped));
    return right ? blanks + clipped : clipped + blanks;
  }

  private void shrink(int room) {
    int excess = total() - room;
    while (excess > 0) {
      int widest = widestText();
      if (widest < 0) {
        return;
      }
      widths[widest]--;
      excess--;
    }
  }

  // Clipping a number would change it, so only texts are clipped.
  private int widestText() {
    int widest = -1;
    for (int i = 0; i < widths.length; i++) {
      boolean yields =
          !columns.get(i).numeric() && widths[i] > (i == 0 ? NARROWEST_FIRST : NARROWEST);
      if (yields && (widest < 0 || widths[i] > widths[widest])) {
        widest = i;
      }
    }
    return widest;
  }

  private int total() {
    int total = GAP.length() * Math.max(0, widths.length - 1);
    for (int width : widths) {
      total += width;
    }
    return total;
  }

  private static int natural(TableCells column) {
    int widest = TextWidth.width(TextWidth.oneLine(column.name()));
    for (String cell : column.shown()) {
      widest = Math.max(widest, TextWidth.width(TextWidth.oneLine(cell)));
    }
    return widest;
  }
}
