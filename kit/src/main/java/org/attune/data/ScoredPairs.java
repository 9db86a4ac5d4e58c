package org.attune.data;

import java.util.List;
import java.util.Optional;
import org.attune.util.InvalidInputException;

/** Reads pairs whose two responses have scores, as in UltraFeedback's binarised versions. */
final class ScoredPairs {
  /** The usual column names of both scores. */
  private static final List<List<String>> NAMES =
      List.of(
          List.of("score_chosen", "score_rejected"),
          List.of("chosen_score", "rejected_score"),
          List.of("chosen-rating", "rejected-rating"),
          List.of("chosen_rating", "rejected_rating"),
          List.of("rating_chosen", "rating_rejected"),
          List.of("chosen_avg_rating", "rejected_avg_rating"));

  private ScoredPairs() {}

  /** Returns whether both responses have a score. */
  static boolean has(JsonFields fields) {
    return names(fields).isPresent();
  }

  private static Optional<List<String>> names(JsonFields fields) {
    return NAMES.stream().filter(fields.columns()::containsAll).findFirst();
  }

  /** Reads a ranking of the two; a preference that contradicts the scores is an error. */
  static Ranking read(JsonFields fields) {
    Pair pair = PairParser.read(fields);
    List<String> names = names(fields).orElseThrow();
    double better = fields.columnNumber(names.get(0));
    double worse = fields.columnNumber(names.get(1));
    InvalidInputException.unless(
        better >= worse,
        "%s is %s, but %s is %s: the chosen response has the lower score, and one of the two must"
            + " be wrong",
        names.get(0),
        better,
        names.get(1),
        worse);
    return new Ranking(pair.prompt(), pair.responses(), List.of(better, worse));
  }
}
