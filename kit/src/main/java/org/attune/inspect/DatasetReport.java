package org.attune.inspect;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import org.attune.view.Html;
import org.attune.view.HtmlDisplayable;
import org.attune.view.TextTable;
import tech.tablesaw.api.Table;

/**
 * What to know about a dataset before a training: what a reader should notice, and a table of
 * counts and lengths.
 *
 * @param title one line, such as the dataset's own
 * @param findings sentences, the most important first; empty if nothing stands out
 * @param table the columns {@code measure} and {@code value}
 */
public record DatasetReport(String title, List<String> findings, Table table)
    implements HtmlDisplayable {
  /** Copies the findings. */
  public DatasetReport {
    findings = List.copyOf(findings);
  }

  /** Returns this report with a model's view of the data: its sentences and its lines. */
  public DatasetReport and(ModelReading reading) {
    List<String> all = new ArrayList<>(reading.findings());
    all.addAll(findings);
    Table longer = table.copy();
    reading
        .measures()
        .forEach(
            (measure, value) -> {
              longer.stringColumn(0).append(measure);
              longer.stringColumn(1).append(value);
            });
    return new DatasetReport(title, all, longer);
  }

  /** Returns the findings as an HTML list; empty if there are none. */
  public static String list(List<String> findings) {
    return findings.isEmpty()
        ? ""
        : findings.stream()
            .map(finding -> "<li>" + Html.escape(finding) + "</li>")
            .collect(Collectors.joining("", "<ul style=\"margin:.3em 0\">", "</ul>"));
  }

  @Override
  public String html() {
    return Html.heading(title) + list(findings) + Html.table(table, table.rowCount());
  }

  @Override
  public String toString() {
    String notes = findings.stream().map(f -> "* " + f + "\n").collect(Collectors.joining());
    return title + "\n" + notes + TextTable.text(table);
  }
}
