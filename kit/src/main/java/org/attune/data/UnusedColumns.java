package org.attune.data;

import com.google.gson.JsonElement;
import java.util.Arrays;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
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
          "system",
          "history");

  private UnusedColumns() {}

  /** Rejects the first column whose name suggests that it should have been read. */
  static void requireHarmless(Map<String, JsonElement> unread) {
    unread.forEach(
        (column, value) ->
            InvalidInputException.unless(
                isEmpty(value) || !isTelling(column),
                "the column %s is not used, but looks like a label, a score, a weight, a system"
                    + " message or earlier turns; name its role with ReadOptions.column(role, %s),"
                    + " or drop it explicitly with ReadOptions.ignoring(%s)",
                TextChecks.quoted(column),
                TextChecks.quoted(column),
                TextChecks.quoted(column)));
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
    String[] words = column.replaceAll("([a-z])([A-Z])", "$1 $2").split("[^A-Za-z]+");
    return Arrays.stream(words).anyMatch(word -> TELLING.contains(word.toLowerCase(Locale.ROOT)));
  }
}
