package org.attune.serve;

import com.google.gson.JsonArray;
import com.google.gson.JsonElement;
import com.google.gson.JsonNull;
import com.google.gson.JsonObject;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.UUID;

/** Words a policy's answers as OpenAI's API does, whole or in pieces. */
final class ApiReplies {
  private final String model;
  private final boolean chat;
  private final boolean usage;
  private final String id;
  private final long created = System.currentTimeMillis() / 1000;

  /** Words replies; {@code usage} says whether a stream ends with the number of tokens. */
  ApiReplies(String model, boolean chat, boolean usage) {
    this.model = model;
    this.chat = chat;
    this.usage = usage;
    this.id = (chat ? "chatcmpl-" : "cmpl-") + UUID.randomUUID();
  }

  static JsonObject error(String message, String type) {
    JsonObject error = new JsonObject();
    error.addProperty("message", message);
    error.addProperty("type", type);
    error.add("param", JsonNull.INSTANCE);
    error.add("code", JsonNull.INSTANCE);
    JsonObject reply = new JsonObject();
    reply.add("error", error);
    return reply;
  }

  private JsonObject frame(String object) {
    JsonObject reply = new JsonObject();
    reply.addProperty("id", id);
    reply.addProperty("object", object);
    reply.addProperty("created", created);
    reply.addProperty("model", model);
    return reply;
  }

  /** Returns the reply in one piece. */
  JsonObject whole(Answers.Answered answered) {
    JsonObject reply = frame(chat ? "chat.completion" : "text_completion");
    JsonArray choices = new JsonArray();
    for (ServedAnswer answer : answered.answers()) {
      JsonObject choice = choice(choices.size(), answer.logprobs());
      if (chat) {
        choice.add("message", said("assistant", answer.text()));
      } else {
        choice.addProperty("text", answer.text());
      }
      choice.addProperty("finish_reason", answer.finish());
      choices.add(choice);
    }
    reply.add("choices", choices);
    reply.add("usage", usage(answered));
    return warned(reply, answered);
  }

  /** Returns a reply that says, in a field which clients may ignore, that a prompt was cut. */
  private static JsonObject warned(JsonObject reply, Answers.Answered answered) {
    answered.warning().ifPresent(sentence -> reply.addProperty("warning", sentence));
    return reply;
  }

  /** Returns the event that begins an answer. */
  Optional<JsonObject> begun(int index) {
    return chat ? Optional.of(piece(index, "assistant", "", null)) : Optional.empty();
  }

  /** Returns the event of a part of an answer. */
  JsonObject part(int index, String text) {
    return piece(index, null, text, null);
  }

  /** Returns the event of a part of an answer with its log-probabilities. */
  JsonObject part(int index, ServedAnswer.Piece part) {
    JsonObject event = part(index, part.text());
    event.getAsJsonArray("choices").get(0).getAsJsonObject().add("logprobs", part.logprobs());
    return event;
  }

  /** Returns the events that end a stream: why each answer ended, and tokens if asked for. */
  List<JsonObject> ends(Answers.Answered answered) {
    List<JsonObject> pieces = new ArrayList<>();
    for (ServedAnswer answer : answered.answers()) {
      pieces.add(warned(piece(pieces.size(), null, null, answer.finish()), answered));
    }
    if (usage) {
      JsonObject last = frame(chat ? "chat.completion.chunk" : "text_completion");
      last.add("choices", new JsonArray());
      last.add("usage", usage(answered));
      pieces.add(last);
    }
    return pieces;
  }

  private JsonObject piece(int index, String role, String text, String finish) {
    JsonObject choice = choice(index, JsonNull.INSTANCE);
    if (chat) {
      choice.add("delta", said(role, text));
    } else {
      choice.addProperty("text", text == null ? "" : text);
    }
    choice.addProperty("finish_reason", finish);
    JsonArray choices = new JsonArray();
    choices.add(choice);
    JsonObject reply = frame(chat ? "chat.completion.chunk" : "text_completion");
    reply.add("choices", choices);
    return reply;
  }

  private static JsonObject choice(int index, JsonElement logprobs) {
    JsonObject choice = new JsonObject();
    choice.addProperty("index", index);
    choice.add("logprobs", logprobs);
    return choice;
  }

  private static JsonObject said(String role, String text) {
    JsonObject message = new JsonObject();
    if (role != null) {
      message.addProperty("role", role);
    }
    if (text != null) {
      message.addProperty("content", text);
    }
    return message;
  }

  private static JsonObject usage(Answers.Answered answered) {
    long prompt = 0;
    long said = 0;
    for (ServedAnswer answer : answered.answers()) {
      prompt += answer.tokens().prompt().length;
      said += answer.tokens().response().length;
    }
    JsonObject usage = new JsonObject();
    usage.addProperty("prompt_tokens", prompt);
    usage.addProperty("completion_tokens", said);
    usage.addProperty("total_tokens", prompt + said);
    return usage;
  }
}
