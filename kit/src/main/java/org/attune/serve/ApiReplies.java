package org.attune.serve;

import com.google.gson.JsonArray;
import com.google.gson.JsonNull;
import com.google.gson.JsonObject;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.attune.model.TokenizedExample;
import org.attune.sample.Completions;

/** Words a policy's answers as OpenAI's API does, whole or in pieces. */
final class ApiReplies {
  private final String model;
  private final boolean chat;
  private final CompletionRequest request;
  private final String id;
  private final long created = System.currentTimeMillis() / 1000;

  ApiReplies(String model, boolean chat, CompletionRequest request) {
    this.model = model;
    this.chat = chat;
    this.request = request;
    this.id = (chat ? "chatcmpl-" : "cmpl-") + UUID.randomUUID();
  }

  static JsonObject error(String message, String type) {
    JsonObject error = new JsonObject();
    error.addProperty("message", message);
    error.addProperty("type", type);
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
  JsonObject whole(Completions answers) {
    JsonObject reply = frame(chat ? "chat.completion" : "text_completion");
    JsonArray choices = new JsonArray();
    for (int i = 0; i < answers.texts().size(); i++) {
      JsonObject choice = choice(i);
      if (chat) {
        choice.add("message", said("assistant", text(answers, i)));
      } else {
        choice.addProperty("text", text(answers, i));
      }
      choice.addProperty("finish_reason", finish(answers, i));
      choices.add(choice);
    }
    reply.add("choices", choices);
    reply.add("usage", usage(answers));
    return warned(reply, answers);
  }

  /** Returns a reply that says, in a field which clients may ignore, that a prompt was cut. */
  private static JsonObject warned(JsonObject reply, Completions answers) {
    answers.truncation().ifPresent(sentence -> reply.addProperty("warning", sentence));
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

  /** Returns the events that end a stream: why each answer ended, and tokens if asked for. */
  List<JsonObject> ends(Completions answers) {
    List<JsonObject> pieces = new ArrayList<>();
    for (int i = 0; i < answers.texts().size(); i++) {
      pieces.add(warned(piece(i, null, null, finish(answers, i)), answers));
    }
    if (request.usage()) {
      JsonObject last = frame(chat ? "chat.completion.chunk" : "text_completion");
      last.add("choices", new JsonArray());
      last.add("usage", usage(answers));
      pieces.add(last);
    }
    return pieces;
  }

  private JsonObject piece(int index, String role, String text, String finish) {
    JsonObject choice = choice(index);
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

  private static JsonObject choice(int index) {
    JsonObject choice = new JsonObject();
    choice.addProperty("index", index);
    choice.add("logprobs", JsonNull.INSTANCE);
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

  static String text(Completions answers, int index) {
    return answers.texts().get(index).strip();
  }

  private String finish(Completions answers, int index) {
    TokenizedExample row = answers.tokens().get(index);
    return row.response().length >= request.decoding().maxTokens() ? "length" : "stop";
  }

  private static JsonObject usage(Completions answers) {
    long prompt = answers.tokens().stream().mapToLong(row -> row.prompt().length).sum();
    long said = answers.tokens().stream().mapToLong(row -> row.response().length).sum();
    JsonObject usage = new JsonObject();
    usage.addProperty("prompt_tokens", prompt);
    usage.addProperty("completion_tokens", said);
    usage.addProperty("total_tokens", prompt + said);
    return usage;
  }
}
