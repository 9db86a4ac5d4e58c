package org.attune.judge;

import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import com.google.gson.JsonParseException;
import com.google.gson.JsonParser;
import java.net.http.HttpResponse;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.time.ZonedDateTime;
import java.time.format.DateTimeFormatter;
import java.util.Optional;

/** Reads HTTP responses of an OpenAI-compatible server. */
final class ChatResponses {
  private static final int SHOWN = 300;

  private ChatResponses() {}

  /** Returns the reply in a response, or throws what the server says instead. */
  static ChatReply reply(HttpResponse<String> response, ChatRequest request, String keyVariable)
      throws ServerFailure {
    if (response.statusCode() != 200) {
      throw failure(response, keyVariable);
    }
    try {
      return reply(JsonParser.parseString(response.body()).getAsJsonObject(), request);
    } catch (JsonParseException
        | IllegalStateException
        | ClassCastException
        | IndexOutOfBoundsException
        | NullPointerException
        | UnsupportedOperationException e) {
      throw ServerFailure.temporary(
          String.format(
              "%s did not answer with a chat completion: '%s'; check that the base URL ends in"
                  + " /v1.",
              response.uri(), shortened(response.body())),
          e);
    }
  }

  private static ChatReply reply(JsonObject json, ChatRequest request) {
    JsonObject choice = json.getAsJsonArray("choices").get(0).getAsJsonObject();
    String text = content(choice.getAsJsonObject("message").get("content"));
    String finish = text(choice.get("finish_reason")).orElse("stop");
    JsonElement usage = json.get("usage");
    long prompt = count(usage, "prompt_tokens").orElse(request.promptTokens());
    long completion = count(usage, "completion_tokens").orElse(text.length() / 4L + 1);
    return new ChatReply(text, finish, prompt, completion);
  }

  /** A content is a text, null, or a list of parts with texts. */
  private static String content(JsonElement content) {
    if (content == null || content.isJsonNull()) {
      return "";
    }
    if (!content.isJsonArray()) {
      return content.getAsString();
    }
    StringBuilder text = new StringBuilder();
    content
        .getAsJsonArray()
        .forEach(part -> text(part.getAsJsonObject().get("text")).ifPresent(text::append));
    return text.toString();
  }

  private static Optional<String> text(JsonElement value) {
    return value != null && value.isJsonPrimitive()
        ? Optional.of(value.getAsString())
        : Optional.empty();
  }

  private static Optional<Long> count(JsonElement usage, String name) {
    return usage == null || !usage.isJsonObject() || !usage.getAsJsonObject().has(name)
        ? Optional.empty()
        : Optional.of(usage.getAsJsonObject().get(name).getAsLong());
  }

  private static ServerFailure failure(HttpResponse<String> response, String keyVariable) {
    int status = response.statusCode();
    String said = said(response.body());
    String where = response.uri() + " answered " + status + (said.isEmpty() ? "" : ": " + said);
    String plain = where.replaceFirst("[.\\s]+$", "");
    if (status == 401 || status == 403) {
      return ServerFailure.lasting(
          plain + "; check the key in the environment variable " + keyVariable + ".", null);
    }
    if (status == 404) {
      return ServerFailure.lasting(plain + "; check the base URL and the model's name.", null);
    }
    if (said.contains("insufficient_quota")) {
      return ServerFailure.lasting(plain + "; the account has no credit left.", null);
    }
    if (status >= 300 && status < 400) {
      String to = response.headers().firstValue("Location").orElse("another address");
      return ServerFailure.lasting(plain + "; it redirects to " + to + ", name that.", null);
    }
    if (status == 408 || status == 409 || status == 425 || status == 429 || status >= 500) {
      return ServerFailure.temporary(plain + "; try again later.", retryAfter(response));
    }
    return ServerFailure.refused(plain + ".");
  }

  /** Returns the server's own words: OpenAI's {@code error.message}, or the start of the body. */
  private static String said(String body) {
    try {
      JsonObject json = JsonParser.parseString(body).getAsJsonObject();
      JsonElement error = json.has("error") ? json.get("error") : json.get("detail");
      if (error != null && error.isJsonObject() && error.getAsJsonObject().has("message")) {
        String code = text(error.getAsJsonObject().get("code")).map(c -> " (" + c + ")").orElse("");
        return shortened(error.getAsJsonObject().get("message").getAsString() + code);
      }
      return shortened(error == null ? body : error.toString());
    } catch (JsonParseException | IllegalStateException e) {
      return shortened(body);
    }
  }

  private static String shortened(String text) {
    String line = text.replaceAll("\\s+", " ").strip();
    return line.length() <= SHOWN ? line : line.substring(0, SHOWN) + "…";
  }

  /** Reads seconds or an HTTP date. */
  private static Optional<Duration> retryAfter(HttpResponse<String> response) {
    Optional<String> header = response.headers().firstValue("Retry-After").map(String::strip);
    if (header.isEmpty()) {
      return Optional.empty();
    }
    try {
      return Optional.of(Duration.ofMillis((long) (1000 * Double.parseDouble(header.get()))))
          .filter(wait -> !wait.isNegative());
    } catch (NumberFormatException noSeconds) {
      return date(header.get());
    }
  }

  private static Optional<Duration> date(String header) {
    try {
      ZonedDateTime then = ZonedDateTime.parse(header, DateTimeFormatter.RFC_1123_DATE_TIME);
      Duration wait = Duration.between(Instant.now(), then.toInstant());
      return Optional.of(wait.isNegative() ? Duration.ZERO : wait);
    } catch (DateTimeException e) {
      return Optional.empty();
    }
  }
}
