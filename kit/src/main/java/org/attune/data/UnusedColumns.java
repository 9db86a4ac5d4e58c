package org.attune.data;

import com.google.gson.JsonElement;
import com.google.gson.JsonPrimitive;
import java.util.Arrays;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;
import org.attune.util.InvalidInputException;

/** Rejects unused columns that look like a judgement of a response or a part of its prompt. */
final class UnusedColumns {
  private static final Set<String> TELLING =
      Set.of(
          "label",
          "labels",
          "score",
          "scores",
          "reward",
          "rewards",
          "rating",
          "ratings",
          "rank",
          "ranks",
          "margin",
          "weight",
          "preference",
          "preferred",
          "thumb",
          "thumbs",
          "liked",
          "winner",
          "quality",
          "grade",
          "grades",
          "stars",
          "vote",
          "votes",
          "upvotes",
          "downvotes",
          "verdict",
          "toxicity",
          "better",
          "safer",
          "system",
          "history");

  /** Words that judge a response if the value is true or false. */
  private static final Set<String> TELLING_TRUTH =
      Set.of("best", "good", "bad", "correct", "accepted", "chosen", "helpful", "harmful", "safe");

  /** Texts about the prompt or the grader, as in Magpie, which judge no response. */
  private static final Set<String> HARMLESS =
      Set.of("input_quality", "quality_explanation", "reward_model");

  private UnusedColumns() {}

  /** Rejects the first column whose name suggests that it should have been read. */
  static void requireHarmless(Map<String, JsonElement> unread) {
    unread.forEach(
        (column, value) ->
            InvalidInputException.unless(
                isEmpty(value)
                    || isHarmless(column, value)
                    || !(isTelling(column) || isVerdict(column, value)),
                "the column %s is not used, but looks like a label, a score, a weight, a system"
                    + " message or earlier turns; name its role with ReadOptions.column(role, %s),"
                    + " or drop it explicitly with ReadOptions.ignoring(%s)",
                TextChecks.quoted(column),
                TextChecks.quoted(column),
                TextChecks.quoted(column)));
  }

  private static boolean isHarmless(String column, JsonElement value) {
    boolean number = value instanceof JsonPrimitive primitive && primitive.isNumber();
    return HARMLESS.contains(column) && !number;
  }

  private static boolean isEmpty(JsonElement value) {
    return value.isJsonNull()
        || (value.isJsonArray() && value.getAsJsonArray().isEmpty())
        || (value.isJsonPrimitive() && value.getAsString().isBlank());
  }

  /**
   * Returns whether one of the name's words suggests so, as in {@code score_chosen} or {@code
   * userRating}.
   */
  static boolean isTelling(String column) {
    return words(column).anyMatch(TELLING::contains);
  }

  /** Returns whether a column says yes or no to a response, as {@code is_best} does. */
  private static boolean isVerdict(String column, JsonElement value) {
    return value instanceof JsonPrimitive truth
        && (truth.isBoolean() || truth.getAsString().matches("(?i)true|false"))
        && words(column).anyMatch(TELLING_TRUTH::contains);
  }

  private static Stream<String> words(String column) {
    String[] words = column.replaceAll("([a-z])([A-Z])", "$1 $2").split("[^A-Za-z]+");
    return Arrays.stream(words).map(word -> word.toLowerCase(Locale.ROOT));
  }
}
