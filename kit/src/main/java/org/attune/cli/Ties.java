package org.attune.cli;

import java.util.ArrayList;
import java.util.List;
import org.attune.Dataset;
import org.attune.data.Example;
import org.attune.data.Ranking;

/** Reports comparisons without a preference. */
final class Ties {
  private Ties() {}

  /** Returns a note for each kind of row without information about order. */
  static List<String> notes(Dataset rows) {
    List<String> notes = new ArrayList<>();
    List<Integer> same = new ArrayList<>();
    int equal = 0;
    for (int row = 0; row < rows.size(); row++) {
      Example example = rows.rows().get(row);
      if (isSame(example)) {
        same.add(row + 1);
      } else if (isTie(example)) {
        equal++;
      }
    }
    if (!same.isEmpty()) {
      notes.add(
          "Rows whose responses are the same text, which teach nothing: %d of %d, the first being row %d (--drop-alike leaves them out)."
              .formatted(same.size(), rows.size(), same.get(0)));
    }
    if (equal > 0) {
      notes.add(
          "Rows whose scores are all equal, which give no pair: %d of %d."
              .formatted(equal, rows.size()));
    }
    return notes;
  }

  private static boolean isSame(Example row) {
    List<String> responses = row.responses();
    return responses.size() > 1 && responses.stream().map(String::strip).distinct().count() == 1;
  }

  private static boolean isTie(Example row) {
    return row instanceof Ranking ranking
        && ranking.scores().size() > 1
        && ranking.scores().stream().distinct().count() == 1;
  }
}
