package org.attune.data;

import java.util.List;

/**
 * Rows with one response and whether it was good: {@code prompt}, {@code completion}, {@code
 * label}.
 */
final class LabelParser {
  private LabelParser() {}

  /** Says whether a response stands beside a label that is true or false. */
  static boolean has(JsonFields fields) {
    return fields.has("response") && fields.isTruth("label");
  }

  /** Reads a ranking of one response whose score is 1 for a good and 0 for a bad one. */
  static Ranking read(JsonFields fields) {
    String prompt = PromptParser.read(fields);
    String response = PromptParser.response(fields, "response");
    return new Ranking(prompt, List.of(response), List.of(fields.truth("label") ? 1.0 : 0.0));
  }
}
