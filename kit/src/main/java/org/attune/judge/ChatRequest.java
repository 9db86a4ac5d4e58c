package org.attune.judge;

import com.google.gson.JsonObject;
import com.google.gson.JsonPrimitive;
import com.google.gson.stream.JsonWriter;
import java.io.IOException;
import java.io.StringWriter;
import java.io.UncheckedIOException;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.attune.data.chat.ChatMessage;
import org.attune.util.Sha256;

/**
 * A request for one chat completion.
 *
 * @param messages the conversation as JSON text, since it is hashed, sent and kept
 * @param letters how many letters the conversation has
 * @param maxTokens limit of the reply
 * @param temperature 0 for the most likely reply
 * @param seed for servers that can repeat a reply
 * @param schema the JSON schema that the reply must follow, if any
 */
record ChatRequest(
    String messages,
    long letters,
    int maxTokens,
    double temperature,
    long seed,
    Optional<String> schema) {
  private static final double LETTERS_PER_TOKEN = 3.5;
  private static final long LETTERS_PER_MESSAGE = 16;

  /** Creates the request for the reply to a conversation. */
  static ChatRequest of(
      List<ChatMessage> messages, JudgeSettings settings, int maxTokens, Optional<String> schema) {
    long letters = 0;
    for (ChatMessage message : messages) {
      letters += message.content().length() + LETTERS_PER_MESSAGE;
    }
    return new ChatRequest(
        json(messages, letters), letters, maxTokens, settings.temperature, settings.seed, schema);
  }

  private static String json(List<ChatMessage> messages, long letters) {
    StringWriter text = new StringWriter((int) (letters + letters / 8) + 64);
    try (JsonWriter json = new JsonWriter(text)) {
      json.beginArray();
      for (ChatMessage message : messages) {
        json.beginObject().name("role").value(message.role());
        json.name("content").value(message.content()).endObject();
      }
      json.endArray();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return text.toString();
  }

  /** Returns the body, without the parameters that the server does not know. */
  String body(String model, Set<String> unknown, ReplyFormat format) {
    JsonObject head = new JsonObject();
    head.addProperty("model", model);
    JsonObject body = new JsonObject();
    if (!unknown.contains("temperature")) {
      body.addProperty("temperature", temperature);
    }
    if (!unknown.contains("seed")) {
      body.addProperty("seed", seed);
    }
    boolean newer = unknown.contains("max_tokens");
    body.add(newer ? "max_completion_tokens" : "max_tokens", new JsonPrimitive(maxTokens));
    format.add(body, schema);
    return joined(head, "messages", messages, body);
  }

  /** Returns one object with the fields of two, and between them a field that is JSON already. */
  static String joined(JsonObject head, String name, String json, JsonObject tail) {
    String first = head.toString();
    String last = tail.toString();
    return first.substring(0, first.length() - 1)
        + ",\""
        + name
        + "\":"
        + json
        + ","
        + last.substring(1);
  }

  /** Returns a hash of all that the reply depends on. */
  String key(OpenAiEndpoint endpoint) {
    return Sha256.of(
        endpoint.baseUrl() + "\n" + body(endpoint.model(), Set.of(), ReplyFormat.JSON_SCHEMA));
  }

  /** Returns about how many tokens the prompt has; three and a half letters each, as in English. */
  long promptTokens() {
    return (long) Math.ceil(letters / LETTERS_PER_TOKEN);
  }
}
