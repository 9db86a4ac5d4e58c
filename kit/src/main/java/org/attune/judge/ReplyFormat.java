package org.attune.judge;

import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/**
 * How a server is told the JSON schema of a reply, in its {@code response_format}; a server that
 * refuses one form is sent the next.
 */
enum ReplyFormat {
  /** As vLLM, llama.cpp and Ollama have it, with the limit of a text's length. */
  JSON_SCHEMA,
  /** As OpenAI has it, which refuses that limit. */
  JSON_SCHEMA_WITHOUT_LENGTH,
  /** As llama-cpp-python and Together have it. */
  JSON_OBJECT,
  /** Nothing: the prompt says what the reply is. */
  TEXT;

  private static final String NAME = "response_format";
  private static final String NAMED =
      "(?s).*(response.?format|json.?schema|json.?object|schema|maxlength|grammar|structured).*";

  /** Returns the next form, for a server that refused this one. */
  ReplyFormat next() {
    return switch (this) {
      case JSON_SCHEMA -> JSON_SCHEMA_WITHOUT_LENGTH;
      case JSON_SCHEMA_WITHOUT_LENGTH -> JSON_OBJECT;
      case JSON_OBJECT, TEXT -> TEXT;
    };
  }

  /** Returns whether a server's words say that it refuses the format, not the request. */
  static boolean refused(String words) {
    return words.toLowerCase(Locale.ROOT).matches(NAMED);
  }

  /** Adds the format to the body of a request. */
  void add(JsonObject body, Optional<String> schema) {
    if (schema.isEmpty() || this == TEXT) {
      return;
    }
    JsonObject json = JsonParser.parseString(schema.get()).getAsJsonObject();
    if (this == JSON_SCHEMA_WITHOUT_LENGTH) {
      removeLength(json);
    }
    JsonObject format = new JsonObject();
    format.addProperty("type", this == JSON_OBJECT ? "json_object" : "json_schema");
    if (this == JSON_OBJECT) {
      format.add("schema", json);
    } else {
      JsonObject named = new JsonObject();
      named.addProperty("name", "judgement");
      named.addProperty("strict", true);
      named.add("schema", json);
      format.add("json_schema", named);
    }
    body.add(NAME, format);
  }

  private static void removeLength(JsonObject schema) {
    schema.remove("maxLength");
    for (Map.Entry<String, JsonElement> entry : schema.entrySet()) {
      if (entry.getValue().isJsonObject()) {
        removeLength(entry.getValue().getAsJsonObject());
      }
    }
  }
}
