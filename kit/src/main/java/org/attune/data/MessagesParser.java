package org.attune.data;

import com.google.gson.JsonArray;
import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.regex.Pattern;
import org.attune.data.HhTranscript.Speaker;
import org.attune.data.HhTranscript.Turn;
import org.attune.util.InvalidInputException;

/**
 * Converts message lists, as chat models use them, into the Human/Assistant format.
 *
 * <p>{@code [{"role": "user", "content": "Hi"}]} becomes {@code "\n\nHuman: Hi"}; a system message
 * becomes the preamble. A reply keeps the space after its mark, so that prompt and response
 * concatenated are the transcript.
 */
final class MessagesParser {
  private static final Pattern PYTHON = Pattern.compile("\\[?\\{'(role|from|content|value)'");

  /** The second is what OpenAI's newer interfaces call the first. */
  private static final Set<String> SYSTEM = Set.of("system", "developer");

  private MessagesParser() {}

  /** Returns the dialogue of the role's message list. */
  static HhTranscript dialogue(JsonFields fields, String role) {
    return dialogue(fields, role, new HashSet<>());
  }

  private static HhTranscript dialogue(JsonFields fields, String role, Set<Integer> unlearnt) {
    JsonArray messages = fields.list(role);
    String preamble = "";
    List<Turn> turns = new ArrayList<>();
    for (int i = 0; i < messages.size(); i++) {
      JsonFields message = fields.child(messages.get(i), fields.pathOf(role) + "[" + i + "]");
      if (isExchange(message)) {
        turns.add(new Turn(Speaker.HUMAN, " " + message.columnText("input")));
        turns.add(new Turn(Speaker.ASSISTANT, " " + message.columnText("output")));
      } else if (i == 0 && SYSTEM.contains(role(message))) {
        preamble = content(message);
      } else {
        if (!isLearnt(message)) {
          unlearnt.add(turns.size());
        }
        turns.add(turn(message));
      }
    }
    return new HhTranscript(preamble, turns);
  }

  /**
   * Returns whether a reply is one to learn: in OpenAI's format for fine-tuning one of weight 0 is
   * only part of what later ones answer.
   */
  private static boolean isLearnt(JsonFields message) {
    double weight = message.column("weight").isPresent() ? message.columnNumber("weight") : 1;
    InvalidInputException.unless(
        weight == 0 || weight == 1,
        "%s.weight is %s, but no loss weights replies: write 1 for one to learn and 0 for any other",
        message.path(),
        weight);
    return weight == 1;
  }

  /** Returns whether an entry is a question with its answer, as in Capybara. */
  private static boolean isExchange(JsonFields entry) {
    return entry.columns().containsAll(List.of("input", "output"))
        && !entry.columns().contains("role");
  }

  /** Rejects what pandas writes into a CSV file for a message or a list of them. */
  static void requireNotPython(String text, String at) {
    InvalidInputException.unless(
        !PYTHON.matcher(text).lookingAt(),
        "%s %s holds messages as Python prints them; write them as JSON, or save the table as JSON"
            + " Lines or Parquet",
        at,
        TextChecks.quoted(text));
  }

  /** Returns whether a value is a single message. */
  static boolean isMessage(JsonElement value) {
    return value instanceof JsonObject object && (object.has("role") || object.has("from"));
  }

  /** Returns the text of the role's one message, which must be the assistant's. */
  static String reply(JsonFields fields, String role) {
    JsonElement only = fields.given(role).orElseThrow();
    Turn turn = turn(fields.child(only, fields.pathOf(role)));
    InvalidInputException.unless(
        turn.speaker() == Speaker.ASSISTANT,
        "%s must be a message of the assistant",
        fields.pathOf(role));
    return turn.text();
  }

  /** Splits the role's dialogue before its last message, which must be the assistant's. */
  static Demonstration lastReply(JsonFields fields, String role) {
    HhTranscript dialogue = dialogue(fields, role);
    int last = dialogue.turns().size() - 1;
    InvalidInputException.unless(
        last >= 0 && dialogue.turns().get(last).speaker() == Speaker.ASSISTANT,
        "%s must end with an assistant message, which is the response",
        fields.pathOf(role));
    HhTranscript before = new HhTranscript(dialogue.preamble(), dialogue.turns().subList(0, last));
    return new Demonstration(
        before.turns().isEmpty() && before.preamble().isEmpty() ? "" : before.prompt(),
        dialogue.turns().get(last).text());
  }

  /** Returns whether the last message of the role's list is a reply to learn. */
  static boolean isLastLearnt(JsonFields fields, String role) {
    Set<Integer> unlearnt = new HashSet<>();
    int turns = dialogue(fields, role, unlearnt).turns().size();
    return !unlearnt.contains(turns - 1);
  }

  /** Returns a demonstration for each reply to learn of the assistant that follows a message. */
  static List<Demonstration> replies(JsonFields fields, String role) {
    Set<Integer> unlearnt = new HashSet<>();
    HhTranscript dialogue = dialogue(fields, role, unlearnt);
    List<Demonstration> replies = new ArrayList<>();
    for (int i = 1; i < dialogue.turns().size(); i++) {
      Turn turn = dialogue.turns().get(i);
      if (turn.speaker() == Speaker.ASSISTANT && !unlearnt.contains(i)) {
        HhTranscript before = new HhTranscript(dialogue.preamble(), dialogue.turns().subList(0, i));
        replies.add(new Demonstration(before.prompt(), turn.text()));
      }
    }
    return replies;
  }

  private static String either(JsonFields message, String usual, String other) {
    return message
        .optionalText(usual)
        .or(() -> message.optionalText(other))
        .orElseThrow(
            () ->
                new InvalidInputException(
                    String.format(
                        "%s has no \"%s\"; a message is {\"role\": …, \"content\": …}",
                        message.path(), usual)));
  }

  private static String role(JsonFields message) {
    return either(message, "role", "from").toLowerCase(Locale.ROOT);
  }

  /** Returns a message's text; of a list of parts, the texts one after another. */
  private static String content(JsonFields message) {
    requireNoCall(message);
    JsonElement content = message.column("content").orElse(null);
    if (!(content instanceof JsonArray)) {
      return either(message, "content", "value");
    }
    StringBuilder text = new StringBuilder();
    JsonArray parts = JsonValues.listAt(content, message.path() + ".content");
    for (int i = 0; i < parts.size(); i++) {
      text.append(part(message.child(parts.get(i), message.path() + ".content[" + i + "]")));
    }
    return text.toString();
  }

  /** Rejects the call of a tool, since the text beside it is not the whole reply. */
  private static void requireNoCall(JsonFields message) {
    for (String column : List.of("tool_calls", "function_call")) {
      JsonElement call = message.column(column).orElse(new JsonArray());
      InvalidInputException.unless(
          call instanceof JsonArray list && list.isEmpty(),
          "%s.%s calls a tool, and only text is read; leave out the row",
          message.path(),
          column);
    }
  }

  private static String part(JsonFields part) {
    String type = part.optionalText("type").orElse("text");
    InvalidInputException.unless(
        type.equals("text"),
        "%s is of type %s, and only text is read; leave out the row, or this part of it",
        part.path(),
        TextChecks.quoted(type));
    return part.columnText("text");
  }

  private static Turn turn(JsonFields message) {
    return new Turn(speaker(message), " " + content(message));
  }

  /** Returns the turn of a message whose text stands in a column of another name. */
  static Turn turn(JsonFields message, String column) {
    return new Turn(speaker(message), " " + message.columnText(column));
  }

  private static Speaker speaker(JsonFields message) {
    return switch (role(message)) {
      case "user", "human", "prompter" -> Speaker.HUMAN;
      case "assistant", "gpt", "chatgpt", "model" -> Speaker.ASSISTANT;
      default ->
          throw InvalidInputException.of(
              "%s has the role %s; the roles are user and assistant, and system for the first"
                  + " message",
              message.path(), TextChecks.quoted(role(message)));
    };
  }
}
