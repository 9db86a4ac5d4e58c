package org.attune.judge;

import com.google.gson.JsonArray;
import com.google.gson.JsonObject;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.attune.data.chat.ChatMessage;
import org.attune.util.Sha256;

/**
 * A request for one chat completion.
 *
 * @param messages the conversation
 * @param maxTokens limit of the reply
 * @param temperature 0 for the most likely reply
 * @param seed for servers that can repeat a reply
 * @param schema the JSON schema that the reply must follow, if any
 */
public record ChatRequest(
    List<ChatMessage> messages,
    int maxTokens,
    double temperature,
    long seed,
    Optional<String> schema) {
  private static final double LETTERS_PER_TOKEN = 3.5;

  /** Copies the messages. */
  public ChatRequest {
    messages = List.copyOf(messages);
  }

  /** Returns the body, without the parameters that the server does not know. */
  JsonObject body(String model, Set<String> unknown, ReplyFormat format) {
    JsonObject body = new JsonObject();
    body.addProperty("model", model);
    body.add("messages", messagesJson());
    if (!unknown.contains("temperature")) {
      body.addProperty("temperature", temperature);
    }
    if (!unknown.contains("seed")) {
      body.addProperty("seed", seed);
    }
    boolean newer = unknown.contains("max_tokens");
    body.addProperty(newer ? "max_completion_tokens" : "max_tokens", maxTokens);
    format.add(body, schema);
    return body;
  }

  /** Returns the conversation as a request and the kept replies have it. */
  JsonArray messagesJson() {
    JsonArray list = new JsonArray();
    for (ChatMessage message : messages) {
      JsonObject json = new JsonObject();
      json.addProperty("role", message.role());
      json.addProperty("content", message.content());
      list.add(json);
    }
    return list;
  }

  /** Returns a hash of all that the reply depends on. */
  String key(OpenAiEndpoint endpoint) {
    return Sha256.of(
        endpoint.baseUrl() + "\n" + body(endpoint.model(), Set.of(), ReplyFormat.JSON_SCHEMA));
  }

  /** Returns about how many tokens the prompt has; three and a half letters each, as in English. */
  long promptTokens() {
    long letters = messages.stream().mapToLong(message -> message.content().length() + 16L).sum();
    return (long) Math.ceil(letters / LETTERS_PER_TOKEN);
  }
}
