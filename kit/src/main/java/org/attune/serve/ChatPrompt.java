package org.attune.serve;

import com.google.gson.JsonArray;
import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import java.util.ArrayList;
import java.util.List;
import org.attune.data.chat.ChatMessage;
import org.attune.util.InvalidInputException;

/** Turns the messages of a request into a prompt, which the policy's template formats. */
final class ChatPrompt {
  private ChatPrompt() {}

  /** A single user's message is the prompt; a conversation becomes a dialogue. */
  static String of(JsonObject json) {
    InvalidInputException.unless(
        json.has("messages")
            && json.get("messages").isJsonArray()
            && !json.getAsJsonArray("messages").isEmpty(),
        "The request needs 'messages', a list of {\"role\": …, \"content\": …}.");
    List<ChatMessage> messages = new ArrayList<>();
    for (JsonElement element : json.getAsJsonArray("messages")) {
      InvalidInputException.unless(element.isJsonObject(), "A message is an object {…}.");
      messages.add(message(element.getAsJsonObject()));
    }
    String last = messages.get(messages.size() - 1).role();
    InvalidInputException.unless(
        last.equals("user"), "The last message must have the role user, got %s.", last);
    return messages.size() == 1 ? messages.get(0).content() : dialogue(messages);
  }

  private static ChatMessage message(JsonObject json) {
    String role = RequestFields.text(json.get("role"), "role");
    String known = role.equals("developer") ? "system" : role;
    return new ChatMessage(known, String.join("", parts(json.get("content"))));
  }

  /** A content is a text or a list of parts with texts. */
  private static List<String> parts(JsonElement content) {
    InvalidInputException.unless(
        content != null && !content.isJsonNull(), "A message has no content.");
    if (!(content instanceof JsonArray list)) {
      return List.of(RequestFields.text(content, "content"));
    }
    List<String> texts = new ArrayList<>();
    for (JsonElement part : list) {
      boolean text = part.isJsonObject() && part.getAsJsonObject().has("text");
      InvalidInputException.unless(text, "Only text content is supported, got the part %s.", part);
      texts.add(RequestFields.text(part.getAsJsonObject().get("text"), "text"));
    }
    return texts;
  }

  private static String dialogue(List<ChatMessage> messages) {
    StringBuilder text = new StringBuilder();
    for (ChatMessage message : messages) {
      switch (message.role()) {
        case "system" -> {
          InvalidInputException.unless(
              text.isEmpty(), "A system message must be the first message.");
          text.append(message.content());
        }
        case "user" -> text.append("\n\nHuman: ").append(message.content());
        default -> text.append("\n\nAssistant: ").append(message.content());
      }
    }
    return text.append("\n\nAssistant:").toString();
  }
}
