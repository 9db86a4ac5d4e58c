package org.attune.data;

import java.util.Set;
import org.attune.util.InvalidInputException;

/**
 * Reads the columns of the Stanford Human Preferences data: a post in {@code history}, two
 * comments, and in {@code labels} a 1 where the first was preferred.
 */
final class ShpRows {
  private static final String FIRST = "human_ref_A";
  private static final String SECOND = "human_ref_B";

  private ShpRows() {}

  static boolean has(JsonFields fields) {
    return fields.columns().containsAll(Set.of(FIRST, SECOND, "labels", "history"));
  }

  static Pair read(JsonFields fields) {
    String prompt = fields.columnText("history");
    String first = fields.columnText(FIRST);
    String second = fields.columnText(SECOND);
    String at = fields.path() + ".labels";
    boolean firstWins =
        Labels.isGood(
            fields
                .column("labels")
                .orElseThrow(() -> new InvalidInputException(at + " is null; expected 1 or 0")),
            at);
    fields.repeats(column -> column.startsWith("score_")); // the votes that labels summarises
    return new Pair(prompt, firstWins ? first : second, firstWins ? second : first);
  }
}
