package org.attune.data;

import com.google.gson.JsonArray;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
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
  private MessagesParser() {}

  /** Returns the dialogue of the role's message list. */
  static HhTranscript dialogue(JsonFields fields, String role) {
    JsonArray messages = fields.list(role);
    String preamble = "";
    List<Turn> turns = new ArrayList<>();
    for (int i = 0; i < messages.size(); i++) {
      JsonFields message = fields.child(messages.get(i), fields.pathOf(role) + "[" + i + "]");
      String speaker = either(message, "role", "from").toLowerCase(Locale.ROOT);
      String content = either(message, "content", "value");
      if (speaker.equals("system") && i == 0) {
        preamble = content;
      } else {
        turns.add(new Turn(speaker(speaker, fields.pathOf(role), i), " " + content));
      }
    }
    return new HhTranscript(preamble, turns);
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

  /** Returns a demonstration for each reply of the assistant that follows a message. */
  static List<Demonstration> replies(JsonFields fields, String role) {
    HhTranscript dialogue = dialogue(fields, role);
    List<Demonstration> replies = new ArrayList<>();
    for (int i = 1; i < dialogue.turns().size(); i++) {
      Turn turn = dialogue.turns().get(i);
      if (turn.speaker() == Speaker.ASSISTANT) {
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

  private static Speaker speaker(String role, String path, int index) {
    return switch (role) {
      case "user", "human", "prompter" -> Speaker.HUMAN;
      case "assistant", "gpt" -> Speaker.ASSISTANT;
      default ->
          throw new InvalidInputException(
              String.format(
                  "%s[%d] has the role %s; the roles are user and assistant, and system for the"
                      + " first message",
                  path, index, TextChecks.quoted(role)));
    };
  }
}
