package org.attune.data;

import java.util.List;

/**
 * Rows with one response and whether it was good: {@code prompt}, {@code completion}, {@code
 * label}.
 */
final class Judgements {
  private Judgements() {}

  /** Says whether a response stands beside a label that is true or false. */
  static boolean has(Fields fields) {
    return fields.has("response") && fields.isTruth("label");
  }

  /** Reads a ranking of one response whose score is 1 for a good and 0 for a bad one. */
  static Ranking read(Fields fields) {
    String prompt = Prompts.read(fields);
    String response = Prompts.response(fields, "response");
    return new Ranking(prompt, List.of(response), List.of(fields.truth("label") ? 1.0 : 0.0));
  }
}
