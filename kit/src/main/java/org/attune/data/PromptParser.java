package org.attune.data;

import com.google.gson.JsonArray;
import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import com.google.gson.JsonPrimitive;
import java.util.List;
import java.util.Optional;
import org.attune.data.HhTranscript.Speaker;
import org.attune.data.HhTranscript.Turn;
import org.attune.util.InvalidInputException;

/** Reads a row's prompt and single responses, in the usual formats. */
final class PromptParser {
  private static final String TURNS = "turns";

  /** The columns of the question when no column is named after the prompt. */
  private static final List<String> QUESTIONS = List.of("question", "problem", "context");

  private PromptParser() {}

  /** Returns whether the row has its own prompt. */
  static boolean has(JsonFields fields) {
    return fields.has("prompt") || fields.columns().contains(TURNS) || question(fields).isPresent();
  }

  private static Optional<String> question(JsonFields fields) {
    return QUESTIONS.stream().filter(fields.columns()::contains).findFirst();
  }

  /**
   * Returns the row's prompt: a text, an instruction or question with the text that it is about
   * after a blank line, a message list that ends before the assistant's reply, or the first of
   * several {@code turns}; a system text and earlier turns in separate columns come before it.
   */
  static String read(JsonFields fields) {
    String prompt = plain(fields);
    InvalidInputException.unless(
        !prompt.isBlank(), "%s is empty; a row needs a prompt", fields.pathOf("prompt"));
    return Preludes.before(fields, prompt);
  }

  private static String plain(JsonFields fields) {
    if (fields.has("prompt") || !has(fields)) {
      return stated(fields);
    }
    if (fields.columns().contains(TURNS)) {
      return firstTurn(fields);
    }
    return stated(fields.renamed("prompt", question(fields).orElseThrow()));
  }

  /** Returns a response: a text, the assistant's message, or a list with that one message. */
  static String response(JsonFields fields, String role) {
    if (MessagesParser.isMessage(fields.peek(role))) {
      return MessagesParser.reply(fields, role);
    }
    if (!fields.isList(role)) {
      String text = fields.text(role);
      MessagesParser.requireNotPython(text, fields.pathOf(role));
      return text;
    }
    List<Turn> turns = MessagesParser.dialogue(fields, role).turns();
    InvalidInputException.unless(
        turns.size() == 1 && turns.get(0).speaker() == Speaker.ASSISTANT,
        "%s must hold one assistant message in addition to a prompt",
        fields.pathOf(role));
    return turns.get(0).text();
  }

  private static String stated(JsonFields fields) {
    if (fields.isList("prompt")) {
      return waiting(fields);
    }
    String column = fields.pathOf("prompt");
    // WebGPT's questions are objects with the data set that they are from.
    String text =
        fields.peek("prompt") instanceof JsonObject question && question.has("full_text")
            ? fields.child(question, column).columnText("full_text")
            : fields.text("prompt");
    MessagesParser.requireNotPython(text, column);
    text = MarkedTurns.dialogue(text);
    // Alpaca calls the text that an instruction is about "input"; Dolly, and questions, "context".
    if (column.endsWith(".instruction")) {
      return withContext(with(text, fields, "input"), fields);
    }
    return column.endsWith(".question") ? withContext(text, fields) : text;
  }

  /** Returns a text with its context, unless that is messages or passages, which stay unread. */
  private static String withContext(String text, JsonFields fields) {
    JsonElement context = fields.renamed("prompt", "context").peek("prompt");
    boolean readable = context == null || context instanceof JsonPrimitive;
    return readable ? with(text, fields, "context") : text;
  }

  /** Returns a text with that of a column after a blank line, unless the column holds none. */
  private static String with(String text, JsonFields fields, String column) {
    Optional<String> more = fields.optionalText(column).filter(each -> !each.isBlank());
    return more.map(about -> text + "\n\n" + about).orElse(text);
  }

  private static String waiting(JsonFields fields) {
    HhTranscript dialogue = MessagesParser.dialogue(fields, "prompt");
    List<Turn> turns = dialogue.turns();
    InvalidInputException.unless(
        !turns.isEmpty() && turns.get(turns.size() - 1).speaker() == Speaker.HUMAN,
        "%s must end with a user message, which the response answers",
        fields.pathOf("prompt"));
    return dialogue.prompt();
  }

  private static String firstTurn(JsonFields fields) {
    JsonArray turns = fields.columnList(TURNS);
    return JsonValues.textAt(turns.get(0), fields.path() + "." + TURNS + "[0]");
  }
}
