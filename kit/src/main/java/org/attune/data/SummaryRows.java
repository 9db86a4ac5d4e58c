package org.attune.data;

import com.google.gson.JsonArray;
import com.google.gson.JsonNull;
import com.google.gson.JsonObject;
import com.google.gson.JsonPrimitive;
import java.util.List;
import java.util.Set;
import org.attune.util.InvalidInputException;

/**
 * Reads OpenAI's comparisons of summaries (Stiennon et al. 2020, arXiv 2009.01325): a post of
 * Reddit or an article in {@code info}, two {@code summaries}, and in {@code choice} the index of
 * the better one; or one {@code summary} with its ratings in {@code axes}.
 */
final class SummaryRows {
  private SummaryRows() {}

  static boolean has(JsonFields fields) {
    return fields.columns().containsAll(Set.of("info", "summaries", "choice"));
  }

  /** Returns whether the row is one summary with ratings on several axes. */
  static boolean hasAxes(JsonFields fields) {
    return fields.columns().containsAll(Set.of("info", "summary"))
        && fields.renamed("response", "summary").peek("response") instanceof JsonObject summary
        && summary.keySet().containsAll(Set.of("text", "axes"));
  }

  /** Reads a ranking of the one summary, whose score is its overall rating. */
  static Ranking readAxes(JsonFields fields) {
    String at = fields.path() + ".summary";
    JsonFields summary = fields.child(fields.column("summary").orElseThrow(), at);
    JsonFields axes = summary.child(summary.column("axes").orElse(JsonNull.INSTANCE), at + ".axes");
    return new Ranking(
        prompt(fields), List.of(summary.columnText("text")), List.of(axes.columnNumber("overall")));
  }

  /** Returns whether the choice is neither 0 nor 1, so that the file may count from another one. */
  static boolean isMiscounted(JsonFields fields) {
    if (!has(fields) || !(fields.column("choice").orElse(null) instanceof JsonPrimitive choice)) {
      return false;
    }
    return choice.isNumber() && choice.getAsDouble() != 0 && choice.getAsDouble() != 1;
  }

  static Pair read(JsonFields fields) {
    JsonArray summaries = fields.columnList("summaries");
    InvalidInputException.unless(
        summaries.size() == 2,
        "%s.summaries holds %d summaries; a choice is between two",
        fields.path(),
        summaries.size());
    String first = summary(fields, summaries, 0);
    String second = summary(fields, summaries, 1);
    double choice = fields.columnNumber("choice");
    InvalidInputException.unless(
        !isMiscounted(fields),
        "%s.choice is %s; expected 0 if the first summary is better and 1 if the second is",
        fields.path(),
        choice);
    return new Pair(prompt(fields), choice == 0 ? first : second, choice == 0 ? second : first);
  }

  private static String summary(JsonFields fields, JsonArray summaries, int index) {
    String at = fields.path() + ".summaries[" + index + "]";
    return fields.child(summaries.get(index), at).columnText("text");
  }

  /** Returns what is to be summarised, laid out as the models of that paper read it. */
  private static String prompt(JsonFields fields) {
    String at = fields.path() + ".info";
    JsonFields info =
        fields.child(
            fields
                .column("info")
                .orElseThrow(() -> new InvalidInputException(at + " is null; expected an object")),
            at);
    StringBuilder prompt = new StringBuilder();
    info.optionalText("subreddit")
        .ifPresent(r -> prompt.append("SUBREDDIT: r/").append(r).append("\n\n"));
    info.optionalText("title").ifPresent(t -> prompt.append("TITLE: ").append(t).append("\n\n"));
    String post =
        info.optionalText("post")
            .map(text -> "POST: " + text)
            .or(() -> info.optionalText("article"))
            .orElseThrow(
                () ->
                    new InvalidInputException(
                        at + " has neither a post nor an article, which the summaries are of"));
    return prompt.append(post).append("\n\nTL;DR:").toString();
  }
}
