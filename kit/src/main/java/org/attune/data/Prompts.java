package org.attune.data;

import com.google.gson.JsonArray;
import java.util.List;
import java.util.Optional;
import org.attune.data.HhTranscript.Speaker;
import org.attune.data.HhTranscript.Turn;

/** Where a row's prompt and single responses stand, in the forms people write them. */
final class Prompts {
  private static final String TURNS = "turns";

  private Prompts() {}

  /** Says whether the row has a prompt of its own. */
  static boolean has(Fields fields) {
    return fields.has("prompt") || fields.columns().contains(TURNS);
  }

  /**
   * Returns the row's prompt: a text, an Alpaca instruction with its input after a blank line, a
   * message list that waits for the assistant, or the first of several {@code turns}.
   */
  static String read(Fields fields) {
    String prompt = fields.has("prompt") || !has(fields) ? stated(fields) : firstTurn(fields);
    BadInput.unless(
        !prompt.isBlank(), "%s is empty; a row needs a prompt", fields.pathOf("prompt"));
    return prompt;
  }

  /** Returns a response: a text, or a message list with the assistant's one message. */
  static String response(Fields fields, String role) {
    if (!fields.isList(role)) {
      return fields.text(role);
    }
    List<Turn> turns = Chats.dialogue(fields, role).turns();
    BadInput.unless(
        turns.size() == 1 && turns.get(0).speaker() == Speaker.ASSISTANT,
        "%s must hold one message of the role assistant beside a prompt",
        fields.pathOf(role));
    return turns.get(0).text();
  }

  private static String stated(Fields fields) {
    if (fields.isList("prompt")) {
      return waiting(fields);
    }
    String text = fields.text("prompt");
    if (!fields.pathOf("prompt").endsWith(".instruction")) {
      return text;
    }
    Optional<String> input = fields.optionalText("input").filter(more -> !more.isBlank());
    return input.map(more -> text + "\n\n" + more).orElse(text);
  }

  private static String waiting(Fields fields) {
    HhTranscript dialogue = Chats.dialogue(fields, "prompt");
    List<Turn> turns = dialogue.turns();
    BadInput.unless(
        !turns.isEmpty() && turns.get(turns.size() - 1).speaker() == Speaker.HUMAN,
        "%s must end with a message of the role user, which the response answers",
        fields.pathOf("prompt"));
    return dialogue.prompt();
  }

  private static String firstTurn(Fields fields) {
    JsonArray turns = fields.columnList(TURNS);
    return Fields.textAt(turns.get(0), fields.path() + "." + TURNS + "[0]");
  }
}
