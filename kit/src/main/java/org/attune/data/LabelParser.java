package org.attune.data;

import java.util.List;

/**
 * Reads rows with one response and its judgement: a {@code label} of good or bad, as in TRL's
 * unpaired preferences, or a {@code score}, as in HelpSteer.
 */
final class LabelParser {
  private LabelParser() {}

  /** Returns whether the row has a response with a label or a score. */
  static boolean has(JsonFields fields) {
    return (fields.has("response")
            || fields.has("messages")
            || DemonstrationParser.hasAnswer(fields))
        && (fields.isGiven("label") || fields.isGiven("score"));
  }

  /**
   * Reads a ranking of one response: the score is the row's own, or 1 for a good and 0 for a bad
   * one.
   */
  static Ranking read(JsonFields fields) {
    Demonstration row = DemonstrationParser.read(fields);
    double score =
        fields.isGiven("label") ? (fields.label("label") ? 1.0 : 0.0) : fields.number("score");
    return new Ranking(row.prompt(), List.of(row.response()), List.of(score));
  }
}
