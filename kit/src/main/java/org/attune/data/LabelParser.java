package org.attune.data;

import java.util.List;

/**
 * Rows with one response and what somebody thought of it: a {@code label} that says good or bad, as
 * TRL's unpaired preferences have it, or a {@code score}, as HelpSteer has it.
 */
final class LabelParser {
  private LabelParser() {}

  /** Says whether a response stands beside a label or a score. */
  static boolean has(JsonFields fields) {
    return (fields.has("response") || fields.has("messages"))
        && (fields.isGiven("label") || fields.isGiven("score"));
  }

  /**
   * Reads a ranking of one response: the score is the row's own, or 1 for a good and 0 for a bad
   * one.
   */
  static Ranking read(JsonFields fields) {
    Demonstration row = ColumnSchema.demonstration(fields);
    double score =
        fields.isGiven("label") ? (fields.label("label") ? 1.0 : 0.0) : fields.number("score");
    return new Ranking(row.prompt(), List.of(row.response()), List.of(score));
  }
}
