package org.attune.data;

import com.google.gson.JsonObject;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import org.attune.util.InvalidInputException;

/** Says which column a row lacks, and which one is probably meant. */
final class MissingColumns {
  /** Columns that some rows of a file have and others do not. */
  private static final Set<String> OPTIONAL = Set.of("margin", "system", "history");

  /** Columns that are read although they name no role. */
  private static final Set<String> QUESTIONS = Set.of("question", "answer", "problem", "solution");

  private MissingColumns() {}

  /** Rejects a first row that lacks a column to which a role was given. */
  static void requireChosen(JsonObject row, ReadOptions reading) {
    reading
        .columns()
        .forEach(
            (role, column) ->
                InvalidInputException.unless(
                    OPTIONAL.contains(role) || row.has(column),
                    "the row has no %s, only %s, but ReadOptions.column(\"%s\", %s) names it",
                    TextChecks.quoted(column),
                    String.join(", ", row.keySet()),
                    role,
                    TextChecks.quoted(column)));
  }

  /** Returns the error of a row whose columns make none of the known forms. */
  static InvalidInputException unknown(JsonObject row) {
    List<String> raised = row.keySet().stream().filter(MissingColumns::isRaised).toList();
    String names =
        raised.isEmpty()
            ? ""
            : "; the names are in lower case, so that %s %s not read"
                .formatted(
                    String.join(", ", raised.stream().map(TextChecks::quoted).toList()),
                    raised.size() == 1 ? "is" : "are");
    return new InvalidInputException(
        String.format(
            "the columns %s do not form a row; expected prompt, with response, with chosen and"
                + " rejected, or with responses and scores, or messages%s (ReadOptions.column(…)"
                + " takes other names)",
            row.keySet(), names));
  }

  /** Returns whether a column would be read if it were written in lower case. */
  private static boolean isRaised(String column) {
    String lower = column.strip().toLowerCase(Locale.ROOT);
    return !lower.equals(column)
        && (QUESTIONS.contains(lower)
            || ReadOptions.ROLES.stream()
                .anyMatch(role -> ReadOptions.strict().namesOf(role).contains(lower)));
  }
}
