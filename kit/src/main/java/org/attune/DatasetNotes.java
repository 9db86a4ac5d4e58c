package org.attune;

import java.util.ArrayList;
import java.util.List;
import org.attune.data.Example;
import org.attune.data.LoadReport;
import org.attune.data.Prompt;
import org.attune.data.Ranking;
import org.attune.inspect.DataFindings;

/** What a user should know about rows before they are used, one sentence each. */
final class DatasetNotes {
  private final List<? extends Example> rows;
  private final LoadReport origin;
  private final List<String> notes = new ArrayList<>();

  private DatasetNotes(List<? extends Example> rows, LoadReport origin) {
    this.rows = rows;
    this.origin = origin;
  }

  /**
   * Returns notes about skipped lines, unread columns, rows that teach nothing, and what a reward
   * could learn instead of the quality.
   */
  static List<String> of(List<? extends Example> rows, LoadReport origin) {
    DatasetNotes all = new DatasetNotes(rows, origin);
    all.file();
    all.rows();
    all.notes.addAll(DataFindings.of(rows));
    return List.copyOf(all.notes);
  }

  private void file() {
    if (origin.skipped() > 0) {
      notes.add(
          (origin.skipped() == 1
                  ? "1 bad line was skipped: "
                  : origin.skipped() + " bad lines were skipped, first: ")
              + origin.skippedLines().get(0));
    }
    if (!origin.ignoredColumns().isEmpty()) {
      List<String> names =
          origin.ignoredColumns().stream()
              .map(n -> n.isEmpty() ? "one without a name" : n)
              .toList();
      notes.add("Unused columns: " + String.join(", ", names) + "." + named());
    }
  }

  /** Returns how to name a column that holds responses, where none was read. */
  private String named() {
    return rows.isEmpty() || !rows.stream().allMatch(Prompt.class::isInstance)
        ? ""
        : " Only prompts were read; if such a column holds responses, name it:"
            + " ReadOptions.strict().column(\"response\", \""
            + origin.ignoredColumns().get(0)
            + "\").";
  }

  private void rows() {
    Places same = new Places();
    Places equal = new Places();
    Places blank = new Places();
    for (int i = 0; i < rows.size(); i++) {
      Example row = rows.get(i);
      same.add(DatasetRows.isAlike(row), i);
      equal.add(!DatasetRows.isAlike(row) && isTie(row), i);
      blank.add(row.responses().stream().anyMatch(String::isBlank), i);
    }
    add(
        same,
        "Rows whose responses are the same text, which teach nothing",
        " (withoutAlike() leaves them out)");
    add(equal, "Rows whose scores are all equal, which give no pair", "");
    add(blank, "Rows with a blank response, which teaches the policy to say nothing", "");
  }

  private void add(Places places, String what, String advice) {
    if (places.count > 0) {
      notes.add(
          "%s: %d of %d, the first being row %d%s."
              .formatted(what, places.count, rows.size(), places.first + 1, advice));
    }
  }

  private static boolean isTie(Example row) {
    return row instanceof Ranking ranking
        && ranking.scores().size() > 1
        && ranking.scores().stream().distinct().count() == 1;
  }

  /** Counts rows and remembers the first. */
  private static final class Places {
    private int first;
    private int count;

    void add(boolean here, int row) {
      if (here) {
        first = count == 0 ? row : first;
        count++;
      }
    }
  }
}
