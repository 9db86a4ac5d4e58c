package org.attune.data;

import com.google.gson.JsonElement;
import com.google.gson.JsonPrimitive;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import org.attune.util.InvalidInputException;

/**
 * Reads two responses in columns such as {@code response_a} and {@code response_b}, with a column
 * that says which one is preferred, or with a score of each: the forms of Chatbot Arena and
 * PKU-SafeRLHF, and of most forms in which people compare.
 */
final class TwoResponseRows {
  private static final List<String> STEMS =
      List.of("response", "answer", "output", "completion", "conversation");
  private static final List<List<String>> ENDS =
      List.of(List.of("_a", "_b"), List.of("_0", "_1"), List.of("_1", "_2"));

  /** What a verdict may put before the end of a column, as in {@code model_b}. */
  private static final List<String> BEFORE_ENDS = List.of("", "model", "assistant", "option");

  private static final Set<String> TIES =
      Set.of(
          "tie",
          "tie (bothbad)",
          "tie (inconsistent)",
          "both",
          "both_bad",
          "bothbad",
          "neither",
          "draw",
          "equal");

  private TwoResponseRows() {}

  /**
   * The columns of one form.
   *
   * @param first the column of the first response
   * @param second the column of the second response
   * @param ends how their names end
   */
  private record Form(String first, String second, List<String> ends) {
    static Stream<Form> all() {
      Stream<Form> usual =
          STEMS.stream()
              .flatMap(stem -> ENDS.stream().map(e -> of(stem, e)))
              .flatMap(form -> Stream.of(form, form.raised()));
      return Stream.concat(usual, Stream.of(of("response", List.of("1", "2"))));
    }

    private static Form of(String stem, List<String> ends) {
      return new Form(stem + ends.get(0), stem + ends.get(1), ends);
    }

    /** The same with capital letters at the end, as in {@code response_A}. */
    private Form raised() {
      String stem = first.substring(0, first.length() - ends.get(0).length());
      return of(stem, ends.stream().map(end -> end.toUpperCase(Locale.ROOT)).toList());
    }

    String scoreOf(int index) {
      return "score" + ends.get(index);
    }

    boolean hasScores(JsonFields fields) {
      return fields.columns().containsAll(Set.of(scoreOf(0), scoreOf(1)));
    }

    /** Returns how the name of a response ends, without what separates it. */
    String end(int index) {
      return ends.get(index).replace("_", "");
    }

    /** Whether a verdict such as {@code b}, {@code model_b} or {@code Response B} means one. */
    boolean isNamed(int index, String verdict) {
      String said = verdict.replaceAll("[ _]", "");
      return Stream.concat(STEMS.stream(), BEFORE_ENDS.stream())
          .anyMatch(before -> said.equals(before + end(index).toLowerCase(Locale.ROOT)));
    }
  }

  private static Stream<Form> forms(Set<String> columns) {
    return Form.all().filter(form -> columns.containsAll(Set.of(form.first(), form.second())));
  }

  /** Rejects two responses that were not read, since nothing says which is preferred. */
  static void requireVerdict(Set<String> unread) {
    forms(unread)
        .findFirst()
        .ifPresent(
            form -> {
              throw InvalidInputException.of(
                  "nothing says which of %s and %s is preferred; name the column with"
                      + " ReadOptions.column(\"preferred\", …), or drop both responses with"
                      + " ReadOptions.ignoring(\"%s\", \"%s\")",
                  form.first(), form.second(), form.first(), form.second());
            });
  }

  /**
   * Returns whether a verdict counts from another number than the columns, as a 0 beside {@code
   * response_1} and {@code response_2} does: then no number of the file says which response it
   * means.
   */
  static boolean isMiscounted(JsonFields fields) {
    return form(fields)
        .filter(form -> Character.isDigit(form.end(0).charAt(0)))
        .filter(form -> isNumber(word(fields)) && !form.isNamed(0, word(fields)))
        .filter(form -> !form.isNamed(1, word(fields)))
        .isPresent();
  }

  private static boolean isNumber(String word) {
    return word.matches("[+-]?\\d+(\\.\\d+)?");
  }

  private static Optional<Form> form(JsonFields fields) {
    if (fields.isNamed("chosen") || fields.isNamed("rejected")) {
      return Optional.empty(); // the user says which is which
    }
    return forms(fields.columns())
        .filter(form -> fields.has("preferred") || form.hasScores(fields))
        .findFirst();
  }

  /** Returns whether the row has two responses and says which is preferred. */
  static boolean has(JsonFields fields) {
    return form(fields).isPresent();
  }

  /** Reads a ranking of the two; without scores they are half a point above and below 0, or tie. */
  static Ranking read(JsonFields fields) {
    Form form = form(fields).orElseThrow();
    requireNoThird(fields, form);
    JsonFields named = fields.renamed("chosen", form.first()).renamed("rejected", form.second());
    Pair both = JudgedTurn.pair(named).orElseGet(() -> PairParser.read(named));
    List<Double> scores = fields.has("preferred") ? verdict(fields, form) : scores(fields, form);
    if (fields.has("preferred") && form.hasScores(fields)) {
      requireAgreement(fields.pathOf("preferred"), scores, scores(fields, form), form);
    }
    // More about one of the two, as in is_response_0_safe, and verdicts by other criteria.
    fields.repeats(
        name ->
            name.contains(form.first())
                || name.contains(form.second())
                || name.endsWith("_response_id")
                || Set.of(form.scoreOf(0), form.scoreOf(1)).contains(name));
    return Ranking.sorted(both.prompt(), both.responses(), scores);
  }

  /** Rejects a third response, of which a verdict on two says nothing. */
  private static void requireNoThird(JsonFields fields, Form form) {
    String stem = form.first().substring(0, form.first().length() - 1);
    String another = stem + (stem.endsWith("_") ? "[A-Za-z0-9]" : "[0-9]");
    fields.columns().stream()
        .filter(name -> name.matches(another))
        .filter(name -> !name.equals(form.first()) && !name.equals(form.second()))
        .filter(name -> fields.column(name).isPresent())
        .findFirst()
        .ifPresent(
            third -> {
              throw InvalidInputException.of(
                  "%s stands beside %s and %s, but only two responses are compared in columns; write"
                      + " all of them into a list responses and their scores into a list scores, or"
                      + " drop it with ReadOptions.ignoring(\"%s\")",
                  third, form.first(), form.second(), third);
            });
  }

  private static List<Double> scores(JsonFields fields, Form form) {
    return List.of(fields.columnNumber(form.scoreOf(0)), fields.columnNumber(form.scoreOf(1)));
  }

  /** Rejects a verdict that contradicts the scores instead of guessing which is right. */
  private static void requireAgreement(
      String at, List<Double> verdict, List<Double> scores, Form form) {
    double preferred = verdict.get(0) - verdict.get(1);
    double scored = scores.get(0) - scores.get(1);
    InvalidInputException.unless(
        preferred * scored >= 0,
        "%s prefers the response that has the lower score (%s is %s, %s is %s); one of them must be"
            + " wrong",
        at,
        form.scoreOf(0),
        scores.get(0),
        form.scoreOf(1),
        scores.get(1));
  }

  private static List<Double> verdict(JsonFields fields, Form form) {
    String at = fields.pathOf("preferred");
    JsonElement value =
        fields
            .given("preferred")
            .orElseThrow(
                () -> new InvalidInputException(at + " is null; expected " + expected(form)));
    String word = word(fields);
    if (TIES.contains(word)) {
      return List.of(0.0, 0.0);
    }
    if (form.isNamed(0, word)) {
      return List.of(0.5, -0.5);
    }
    if (form.isNamed(1, word)) {
      return List.of(-0.5, 0.5);
    }
    requireCount(fields, form, at);
    throw JsonValues.expected(expected(form), value, at);
  }

  private static void requireCount(JsonFields fields, Form form, String at) {
    InvalidInputException.unless(
        !isMiscounted(fields),
        "%s is %s, but the responses are %s and %s, so that nothing says which one a number means;"
            + " write %s",
        at,
        word(fields),
        form.first(),
        form.second(),
        expected(form));
  }

  /** Returns the verdict in lower case; empty if it is neither a text nor a number. */
  private static String word(JsonFields fields) {
    return fields.peek("preferred") instanceof JsonPrimitive primitive
        ? primitive.getAsString().strip().toLowerCase(Locale.ROOT).replaceFirst("\\.0$", "")
        : "";
  }

  private static String expected(Form form) {
    return "%s or %s for the first or the second response, or tie"
        .formatted(form.end(0), form.end(1));
  }
}
