package org.attune.data;

import com.google.gson.JsonArray;
import com.google.gson.JsonElement;
import com.google.gson.JsonParser;
import com.google.gson.JsonPrimitive;
import com.google.gson.JsonSyntaxException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.attune.data.HhTranscript.Speaker;
import org.attune.data.HhTranscript.Turn;
import org.attune.util.InvalidInputException;

/**
 * Reads two responses with a column for each verdict, of which one holds a 1: Chatbot Arena's
 * comparisons as Kaggle has them, in which a prompt and its responses are the texts of all turns,
 * written as JSON lists also in CSV.
 */
final class OneHotRows {
  private static final List<String> TEXTS = List.of("prompt", "response_a", "response_b");
  private static final String WINNER = "winner_";
  private static final List<String> WINNERS = List.of("winner_model_a", "winner_model_b");

  private OneHotRows() {}

  static boolean has(JsonFields fields) {
    return fields.columns().containsAll(TEXTS) && fields.columns().containsAll(WINNERS);
  }

  /** Reads a ranking of the two, half a point above and below 0; each other verdict is a tie. */
  static Ranking read(JsonFields fields) {
    List<Double> scores = scores(fields);
    JsonFields named = fields.renamed("chosen", TEXTS.get(1)).renamed("rejected", TEXTS.get(2));
    List<Optional<JsonArray>> lists = TEXTS.stream().map(name -> list(fields, name)).toList();
    Pair both =
        lists.stream().allMatch(Optional::isPresent)
            ? dialogues(named, lists.stream().map(Optional::orElseThrow).toList())
            : PairParser.read(named);
    return Ranking.sorted(both.prompt(), both.responses(), scores);
  }

  private static List<Double> scores(JsonFields fields) {
    List<String> columns =
        fields.columns().stream().filter(name -> name.startsWith(WINNER)).toList();
    List<String> yes = columns.stream().filter(name -> isYes(fields, name)).toList();
    InvalidInputException.unless(
        yes.size() == 1,
        "%d of the columns %s hold a 1; exactly one of them must, that of the verdict",
        yes.size(),
        String.join(", ", columns));
    int winner = WINNERS.indexOf(yes.get(0));
    return winner < 0 ? List.of(0.0, 0.0) : List.of(0.5 - winner, winner - 0.5);
  }

  private static boolean isYes(JsonFields fields, String name) {
    String at = fields.path() + "." + name;
    JsonElement value =
        fields
            .column(name)
            .orElseThrow(() -> new InvalidInputException(at + " is null; expected 1 or 0"));
    return Labels.isGood(value, at);
  }

  /** Returns a column's list, given as such or written as JSON; nothing for any other text. */
  private static Optional<JsonArray> list(JsonFields fields, String name) {
    JsonElement value = fields.column(name).orElse(null);
    if (value instanceof JsonPrimitive text
        && text.getAsString().matches("(?s)\\[\\s*(\"|null).*")) {
      value = parsed(text);
    }
    return Optional.ofNullable(value)
        .filter(JsonArray.class::isInstance)
        .map(JsonArray.class::cast);
  }

  private static JsonElement parsed(JsonPrimitive text) {
    try {
      return JsonParser.parseString(text.getAsString());
    } catch (JsonSyntaxException other) {
      return text; // a text that only begins like a list
    }
  }

  private static Pair dialogues(JsonFields fields, List<JsonArray> lists) {
    for (int i = 1; i < TEXTS.size(); i++) {
      InvalidInputException.unless(
          !lists.get(0).isEmpty() && lists.get(i).size() == lists.get(0).size(),
          "%s.%s holds %d turns, but %s holds %d; each turn needs its response",
          fields.path(),
          TEXTS.get(0),
          lists.get(0).size(),
          TEXTS.get(i),
          lists.get(i).size());
    }
    return PairParser.joined(fields, dialogue(fields, lists, 1), dialogue(fields, lists, 2));
  }

  /** Returns the dialogue with one of the two, split before its last response. */
  private static Demonstration dialogue(JsonFields fields, List<JsonArray> lists, int which) {
    List<Turn> turns = new ArrayList<>();
    String last = "";
    for (int i = 0; i < lists.get(0).size(); i++) {
      if (i > 0) {
        turns.add(new Turn(Speaker.ASSISTANT, last));
      }
      turns.add(new Turn(Speaker.HUMAN, " " + text(fields, lists, 0, i)));
      last = " " + text(fields, lists, which, i);
    }
    return new Demonstration(new HhTranscript("", turns).prompt(), last);
  }

  private static String text(JsonFields fields, List<JsonArray> lists, int which, int index) {
    String at = fields.path() + "." + TEXTS.get(which) + "[" + index + "]";
    JsonElement value = lists.get(which).get(index);
    InvalidInputException.unless(
        !value.isJsonNull(), "%s is null, so that no response was given; leave out the row", at);
    return JsonValues.textAt(value, at);
  }
}
