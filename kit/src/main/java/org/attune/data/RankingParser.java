package org.attune.data;

import com.google.gson.JsonArray;
import com.google.gson.JsonObject;
import java.util.ArrayList;
import java.util.List;
import org.attune.util.InvalidInputException;

/** Reads rows with several scored or ranked responses, in the usual formats. */
final class RankingParser {
  private static final String ANSWERS = "answers";
  private static final List<String> NECTAR = List.of("answer", "rank");

  /** The columns of StackExchange's preferences; the score is made of votes and acceptance. */
  private static final List<String> STACK_EXCHANGE = List.of("text", "pm_score");

  private static final String GENERATIONS = "generations";
  private static final List<String> RATINGS = List.of("ratings", "rating");

  private RankingParser() {}

  /** Returns whether the row has a list of ranked or scored answers. */
  static boolean hasAnswers(JsonFields fields) {
    return answersHave(fields, NECTAR) || answersHave(fields, STACK_EXCHANGE);
  }

  private static boolean answersHave(JsonFields fields, List<String> columns) {
    return fields.renamed("responses", ANSWERS).peek("responses") instanceof JsonArray list
        && !list.isEmpty()
        && list.get(0) instanceof JsonObject first
        && first.keySet().containsAll(columns);
  }

  /** Reads ranked or scored answers; how the prompt was judged says nothing about them. */
  static Ranking answers(JsonFields fields) {
    fields.repeats("good_natured"::equals);
    JsonFields answers = fields.renamed("responses", ANSWERS);
    return answersHave(fields, NECTAR)
        ? read(answers.renamed("response", NECTAR.get(0)))
        : read(
            answers
                .renamed("response", STACK_EXCHANGE.get(0))
                .renamed("score", STACK_EXCHANGE.get(1)));
  }

  /** Returns whether the row has rated generations, as distilabel writes them. */
  static boolean hasGenerations(JsonFields fields) {
    return !fields.has("chosen")
        && !fields.has("response")
        && fields.columns().contains(GENERATIONS)
        && RATINGS.stream().anyMatch(fields.columns()::contains);
  }

  /** Reads rated generations. */
  static Ranking generations(JsonFields fields) {
    String ratings = RATINGS.stream().filter(fields.columns()::contains).findFirst().orElseThrow();
    return read(fields.renamed("responses", GENERATIONS).renamed("scores", ratings));
  }

  /**
   * Reads a ranking: texts with a parallel list of scores, or objects with a {@code response} and a
   * {@code score}, a {@code rank} or both. A rank alone becomes the score {@code -rank}, so equal
   * ranks remain ties.
   */
  static Ranking read(JsonFields fields) {
    String prompt = PromptParser.read(fields);
    fields.repeats(column -> column.contains("preference")); // which repeats the scores or ranks
    JsonArray responses = fields.list("responses");
    Ranking ranking =
        responses.get(0).isJsonObject()
            ? ofObjects(prompt, responses, fields)
            : ofTexts(prompt, responses, fields);
    InvalidInputException.unless(
        responses.size() > 1,
        "%s holds a single response, and a ranking needs two; put a response that is judged on its"
            + " own into a column response, next to its score or label",
        fields.pathOf("responses"));
    return ranking;
  }

  private static Ranking ofTexts(String prompt, JsonArray responses, JsonFields fields) {
    JsonArray given = fields.list("scores");
    InvalidInputException.unless(
        given.size() == responses.size(),
        "%s holds %d responses but %s holds %d scores; give one score for each response",
        fields.pathOf("responses"),
        responses.size(),
        fields.pathOf("scores"),
        given.size());
    List<String> texts = new ArrayList<>();
    List<Double> scores = new ArrayList<>();
    for (int i = 0; i < responses.size(); i++) {
      texts.add(JsonValues.textAt(responses.get(i), at(fields, "responses", i)));
      scores.add(JsonValues.numberAt(given.get(i), at(fields, "scores", i)));
    }
    return Ranking.sorted(prompt, texts, scores);
  }

  private static Ranking ofObjects(String prompt, JsonArray responses, JsonFields fields) {
    List<JsonFields> entries = new ArrayList<>();
    for (int i = 0; i < responses.size(); i++) {
      entries.add(fields.child(responses.get(i), at(fields, "responses", i)));
    }
    boolean scored = entries.get(0).has("score");
    List<String> texts = entries.stream().map(entry -> entry.text("response")).toList();
    List<Double> scores = entries.stream().map(entry -> scoreOf(entry, scored)).toList();
    requireAgreement(entries, scores);
    return Ranking.sorted(prompt, texts, scores);
  }

  private static double scoreOf(JsonFields entry, boolean scored) {
    if (scored) {
      return entry.number("score");
    }
    InvalidInputException.unless(
        entry.has("rank") || entry.has("score"),
        "%s has neither a score nor a rank, only %s",
        entry.path(),
        String.join(", ", entry.columns()));
    return 0.0 - entry.number("rank"); // not -rank, which would turn 0 into -0
  }

  /** Rejects ranks that contradict the scores instead of guessing which are right. */
  private static void requireAgreement(List<JsonFields> entries, List<Double> scores) {
    if (!entries.stream().allMatch(entry -> entry.has("rank") && entry.has("score"))) {
      return;
    }
    List<Double> ranks = entries.stream().map(entry -> entry.number("rank")).toList();
    for (int i = 0; i < ranks.size(); i++) {
      for (int j = 0; j < ranks.size(); j++) {
        InvalidInputException.unless(
            !(scores.get(i) > scores.get(j) && ranks.get(i) > ranks.get(j)),
            "%s has the better score (%s against %s) but the worse rank (%s against %s); rank 1 is"
                + " the best, and scores grow with quality",
            entries.get(i).path(),
            scores.get(i),
            scores.get(j),
            ranks.get(i),
            ranks.get(j));
      }
    }
  }

  private static String at(JsonFields fields, String role, int index) {
    return fields.pathOf(role) + "[" + index + "]";
  }
}
