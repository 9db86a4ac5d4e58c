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
    requireVotes(fields, firstWins);
    fields.repeats(column -> column.startsWith("score_")); // the votes that labels summarises
    return new Pair(prompt, firstWins ? first : second, firstWins ? second : first);
  }

  /** Rejects a label that contradicts the votes instead of guessing which is right. */
  private static void requireVotes(JsonFields fields, boolean firstWins) {
    if (fields.column("score_A").isPresent() && fields.column("score_B").isPresent()) {
      double ahead = fields.columnNumber("score_A") - fields.columnNumber("score_B");
      InvalidInputException.unless(
          firstWins ? ahead >= 0 : ahead <= 0,
          "%s.labels prefers the comment with fewer votes (score_A is %s, score_B is %s); a 1 means"
              + " that human_ref_A was preferred",
          fields.path(),
          fields.columnNumber("score_A"),
          fields.columnNumber("score_B"));
    }
  }
}
