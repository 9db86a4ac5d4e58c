package org.attune.serve;

import com.google.gson.JsonArray;
import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import com.google.gson.JsonPrimitive;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.OptionalDouble;
import java.util.concurrent.ThreadLocalRandom;
import org.attune.data.chat.ChatMessage;
import org.attune.sample.GenerationConfig;
import org.attune.util.InvalidInputException;

/**
 * A request of OpenAI's API for completions.
 *
 * @param prompts each repeated for as many answers as are asked for
 * @param decoding how answers are sampled
 * @param stream whether the answer is sent in pieces
 * @param usage whether the last piece counts tokens
 */
record CompletionRequest(
    List<String> prompts, GenerationConfig decoding, boolean stream, boolean usage) {
  private static final int MOST_ANSWERS = 64;

  /** Parses a request; its policy's decoding holds where it says nothing. */
  static CompletionRequest parse(JsonObject json, boolean chat, GenerationConfig usual) {
    int count = (int) whole(json, "n", 1, MOST_ANSWERS).orElse(1);
    List<String> prompts = new ArrayList<>();
    for (String prompt : chat ? List.of(chatPrompt(json)) : texts(json, "prompt")) {
      prompts.addAll(Collections.nCopies(count, prompt));
    }
    InvalidInputException.unless(
        prompts.size() <= MOST_ANSWERS,
        "The request asks for %d answers; the maximum is %d.",
        prompts.size(),
        MOST_ANSWERS);
    requireText(json.get("response_format"));
    JsonElement options = json.get("stream_options");
    boolean usage =
        options != null
            && options.isJsonObject()
            && flag(options.getAsJsonObject(), "include_usage");
    return new CompletionRequest(prompts, decoding(json, usual), flag(json, "stream"), usage);
  }

  /** A schema that is ignored in silence would be worse than one that is refused. */
  private static void requireText(JsonElement format) {
    boolean text =
        format == null
            || format.isJsonNull()
            || (format.isJsonObject()
                && new JsonPrimitive("text").equals(format.getAsJsonObject().get("type")));
    InvalidInputException.unless(
        text,
        "This server returns plain text only: response_format must be {\"type\": \"text\"}, got"
            + " %s.",
        format);
  }

  private static GenerationConfig decoding(JsonObject json, GenerationConfig usual) {
    double temperature = number(json, "temperature", 0, 100).orElse(usual.temperature());
    double tokens =
        whole(json, "max_completion_tokens", 1, 1 << 20)
            .orElse(whole(json, "max_tokens", 1, 1 << 20).orElse(usual.maxTokens()));
    double seed =
        whole(json, "seed", -1e15, 1e15)
            .orElse(ThreadLocalRandom.current().nextInt(Integer.MAX_VALUE));
    double topP = number(json, "top_p", 1e-6, 1).orElse(usual.topP());
    int topK = (int) whole(json, "top_k", 0, 1 << 20).orElse(usual.topK());
    boolean stops = json.has("stop") && !json.get("stop").isJsonNull();
    List<String> stop = stops ? texts(json, "stop") : usual.markers();
    return new GenerationConfig(temperature, topK, topP, (int) tokens, (long) seed, stop);
  }

  /** A single user's message is the prompt; a conversation becomes a dialogue. */
  private static String chatPrompt(JsonObject json) {
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
    String role = text(json.get("role"), "role");
    String known = role.equals("developer") ? "system" : role;
    return new ChatMessage(known, String.join("", parts(json.get("content"))));
  }

  /** A content is a text or a list of parts with texts. */
  private static List<String> parts(JsonElement content) {
    InvalidInputException.unless(
        content != null && !content.isJsonNull(), "A message has no content.");
    if (!(content instanceof JsonArray list)) {
      return List.of(text(content, "content"));
    }
    List<String> texts = new ArrayList<>();
    for (JsonElement part : list) {
      boolean text = part.isJsonObject() && part.getAsJsonObject().has("text");
      InvalidInputException.unless(text, "Only text content is supported, got the part %s.", part);
      texts.add(text(part.getAsJsonObject().get("text"), "text"));
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

  private static List<String> texts(JsonObject json, String name) {
    JsonElement value = json.get(name);
    List<String> texts = new ArrayList<>();
    if (value instanceof JsonArray list) {
      list.forEach(element -> texts.add(text(element, name)));
    } else {
      texts.add(text(value, name));
    }
    InvalidInputException.unless(!texts.isEmpty(), "'%s' is an empty list.", name);
    return texts;
  }

  private static String text(JsonElement value, String name) {
    InvalidInputException.unless(
        value instanceof JsonPrimitive primitive && primitive.isString(),
        "'%s' must be a text, got %s.",
        name,
        value);
    return value.getAsString();
  }

  private static boolean flag(JsonObject json, String name) {
    JsonElement value = json.get(name);
    if (value == null || value.isJsonNull()) {
      return false;
    }
    InvalidInputException.unless(
        value instanceof JsonPrimitive primitive && primitive.isBoolean(),
        "'%s' must be true or false, got %s.",
        name,
        value);
    return value.getAsBoolean();
  }

  private static OptionalDouble whole(JsonObject json, String name, double low, double high) {
    OptionalDouble number = number(json, name, low, high);
    InvalidInputException.unless(
        number.isEmpty() || number.getAsDouble() == Math.rint(number.getAsDouble()),
        "'%s' must be a whole number, got %s.",
        name,
        json.get(name));
    return number;
  }

  private static OptionalDouble number(JsonObject json, String name, double low, double high) {
    JsonElement value = json.get(name);
    if (value == null || value.isJsonNull()) {
      return OptionalDouble.empty();
    }
    boolean number = value instanceof JsonPrimitive primitive && primitive.isNumber();
    InvalidInputException.unless(
        number && value.getAsDouble() >= low && value.getAsDouble() <= high,
        "'%s' must be a number from %s to %s, got %s.",
        name,
        plain(low),
        plain(high),
        value);
    return OptionalDouble.of(value.getAsDouble());
  }

  private static String plain(double bound) {
    return BigDecimal.valueOf(bound).stripTrailingZeros().toPlainString();
  }
}
