package org.attune.data.chat;

import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import com.google.gson.JsonParseException;
import com.google.gson.JsonParser;
import com.google.gson.JsonPrimitive;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.attune.util.InvalidInputException;

/**
 * Finds the chat template and the spelling of special tokens in the files of a model folder: {@code
 * chat_template.jinja} before {@code chat_template.json} before {@code chat_template} in {@code
 * tokenizer_config.json}, a text or a list of named ones, of which {@code default} is used.
 */
final class ChatTemplateFiles {
  private static final String JINJA = "chat_template.jinja";
  private static final String JSON = "chat_template.json";
  private static final String CONFIG = "tokenizer_config.json";
  private static final String FIELD = "chat_template";
  private static final List<String> SPECIAL =
      List.of(
          "bos_token",
          "eos_token",
          "unk_token",
          "sep_token",
          "pad_token",
          "cls_token",
          "mask_token");

  private final Map<String, byte[]> files;

  ChatTemplateFiles(Map<String, byte[]> files) {
    this.files = files;
  }

  /** Returns the template's file and source. */
  Optional<Map.Entry<String, String>> template() {
    if (files.containsKey(JINJA)) {
      return Optional.of(Map.entry(JINJA, text(JINJA)));
    }
    for (String name : List.of(JSON, CONFIG)) {
      JsonElement field = json(name).get(FIELD);
      if (field != null && !field.isJsonNull()) {
        return Optional.of(Map.entry(FIELD + " of " + name, source(field, name)));
      }
    }
    return Optional.empty();
  }

  private static String source(JsonElement field, String where) {
    if (isText(field)) {
      return field.getAsString();
    }
    if (field.isJsonArray()) {
      for (JsonElement element : field.getAsJsonArray()) {
        if (element instanceof JsonObject object
            && isText(object.get("name"))
            && object.get("name").getAsString().equals("default")
            && isText(object.get("template"))) {
          return object.get("template").getAsString();
        }
      }
    }
    throw new InvalidInputException(
        where
            + ": 'chat_template' is neither a text nor a list with a template named \"default\".");
  }

  /** Returns the special tokens by the names that templates use; undefined ones are omitted. */
  Map<String, String> specialTokens() {
    Map<String, String> tokens = new LinkedHashMap<>();
    for (String file : List.of("special_tokens_map.json", CONFIG)) {
      JsonObject json = json(file);
      for (String name : SPECIAL) {
        JsonElement token = json.get(name);
        if (token instanceof JsonObject object) {
          token = object.get("content");
        }
        if (isText(token)) {
          tokens.put(name, token.getAsString());
        }
      }
    }
    return tokens;
  }

  private static boolean isText(JsonElement value) {
    return value instanceof JsonPrimitive primitive && primitive.isString();
  }

  private String text(String name) {
    return new String(files.get(name), StandardCharsets.UTF_8);
  }

  private JsonObject json(String name) {
    if (!files.containsKey(name)) {
      return new JsonObject();
    }
    try {
      return JsonParser.parseString(text(name)).getAsJsonObject();
    } catch (JsonParseException | IllegalStateException e) {
      throw new InvalidInputException(name + ": not a JSON object; the file is damaged.", e);
    }
  }
}
