package org.attune.data.chat;

import java.util.ArrayList;
import java.util.List;
import org.attune.data.HhTranscript;
import org.attune.data.HhTranscript.Speaker;
import org.attune.data.HhTranscript.Turn;
import org.attune.util.InvalidInputException;

/**
 * One message of a conversation.
 *
 * @param role the speaker: {@code system}, {@code user} or {@code assistant}
 * @param content the text
 */
public record ChatMessage(String role, String content) {
  private static final List<String> ROLES = List.of("system", "user", "assistant");

  /** Rejects other roles and missing content. */
  public ChatMessage {
    InvalidInputException.unless(
        ROLES.contains(role), "The role of a message is one of %s, got \"%s\".", ROLES, role);
    InvalidInputException.unless(
        content != null, "A message with the role %s has no content (null).", role);
  }

  /** Returns a message of the user. */
  public static ChatMessage user(String content) {
    return new ChatMessage("user", content);
  }

  /** Returns a message of the assistant. */
  public static ChatMessage assistant(String content) {
    return new ChatMessage("assistant", content);
  }

  /** Returns a system message. */
  public static ChatMessage system(String content) {
    return new ChatMessage("system", content);
  }

  /**
   * Returns the messages of a dataset's prompt.
   *
   * <p>A dialogue of {@code "\n\nHuman:"} and {@code "\n\nAssistant:"} turns that ends with the
   * latter, which is how lists of messages are stored, becomes its turns, the text before the first
   * one a system message; the space after each mark is dropped. Any other prompt is one user
   * message.
   */
  public static List<ChatMessage> of(String prompt) {
    String open = Speaker.ASSISTANT.mark();
    String trimmed = prompt.stripTrailing();
    if (!trimmed.endsWith(open) || !trimmed.contains(Speaker.HUMAN.mark())) {
      return List.of(user(prompt));
    }
    HhTranscript dialogue =
        HhTranscript.parse(trimmed.substring(0, trimmed.length() - open.length()));
    List<ChatMessage> messages = new ArrayList<>();
    if (!dialogue.preamble().isBlank()) {
      messages.add(system(dialogue.preamble()));
    }
    for (Turn turn : dialogue.turns()) {
      String text = turn.text().startsWith(" ") ? turn.text().substring(1) : turn.text();
      messages.add(turn.speaker() == Speaker.HUMAN ? user(text) : assistant(text));
    }
    return List.copyOf(messages);
  }
}
