package org.attune.data;

import com.google.gson.JsonArray;
import com.google.gson.JsonElement;
import java.util.ArrayList;
import java.util.List;
import org.attune.data.HhTranscript.Speaker;
import org.attune.data.HhTranscript.Turn;
import org.attune.util.InvalidInputException;

/**
 * Reads what separate columns put before a row's question: a {@code system} text, and earlier turns
 * in {@code history}, as pairs of question and answer or as messages.
 */
final class Preludes {
  private Preludes() {}

  /**
   * Returns the prompt with what precedes it, as a dialogue in the Human/Assistant format; a prompt
   * without a prelude is unchanged.
   */
  static String before(JsonFields fields, String prompt) {
    String system =
        fields
            .given("system")
            .map(value -> JsonValues.textAt(value, fields.pathOf("system")))
            .filter(text -> !text.isBlank())
            .orElse("");
    List<Turn> turns = history(fields);
    if (system.isEmpty() && turns.isEmpty()) {
      return prompt;
    }
    if (prompt.startsWith(Speaker.HUMAN.mark())) {
      return new HhTranscript(system, turns).text() + prompt;
    }
    InvalidInputException.unless(
        !HhTranscript.looksLike(prompt),
        "the prompt is a dialogue with a preamble of its own, and there is also a system message or"
            + " a history; keep one of them");
    turns.add(new Turn(Speaker.HUMAN, " " + prompt));
    return new HhTranscript(system, turns).prompt();
  }

  private static List<Turn> history(JsonFields fields) {
    List<Turn> turns = new ArrayList<>();
    if (!(fields.peek("history") instanceof JsonArray entries)) {
      return turns; // a text is not a list of turns and stays unread
    }
    if (fields.isGiven("history") && !entries.isEmpty() && entries.get(0).isJsonObject()) {
      turns.addAll(MessagesParser.dialogue(fields, "history").turns());
      return turns;
    }
    for (int i = 0; i < entries.size(); i++) {
      turns.addAll(exchange(entries.get(i), fields.pathOf("history") + "[" + i + "]"));
    }
    return turns;
  }

  private static List<Turn> exchange(JsonElement entry, String at) {
    InvalidInputException.unless(
        entry instanceof JsonArray both && both.size() == 2,
        "%s must be a question and its answer, [\"…\", \"…\"], or a message",
        at);
    JsonArray both = entry.getAsJsonArray();
    return List.of(
        new Turn(Speaker.HUMAN, " " + JsonValues.textAt(both.get(0), at + "[0]")),
        new Turn(Speaker.ASSISTANT, " " + JsonValues.textAt(both.get(1), at + "[1]")));
  }
}
