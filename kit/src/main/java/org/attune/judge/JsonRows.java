package org.attune.judge;

import com.google.gson.JsonArray;
import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import com.google.gson.JsonParseException;
import com.google.gson.JsonParser;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.attune.data.JsonValidator;
import org.attune.util.InvalidInputException;

/** Reads the objects of a JSON list or of JSON Lines, and says where each stands. */
final class JsonRows {
  private static final int LARGEST = 1 << 29;
  private static final List<String> IDS = List.of("question_id", "uid", "id");

  /** The names under which the known formats keep a prompt. */
  static final List<String> PROMPTS = List.of("instruction", "prompt", "text", "question");

  private JsonRows() {}

  /** An object and its place in a file. */
  record Row(JsonObject json, String where) {
    /** Returns the id of the row's prompt, if it has one. */
    Optional<String> id() {
      return first(IDS);
    }

    /** Returns the row's prompt, if it has one of a single turn. */
    Optional<String> prompt() {
      return first(PROMPTS);
    }

    /** Returns the first of some fields that is a single value. */
    Optional<String> first(List<String> names) {
      return names.stream().flatMap(name -> text(json, name).stream()).findFirst();
    }
  }

  static List<Row> read(Path file) {
    String text = new String(JsonValidator.bytes(file, LARGEST), StandardCharsets.UTF_8);
    String plain = text.startsWith("\uFEFF") ? text.substring(1) : text;
    List<Row> rows = plain.stripLeading().startsWith("[") ? list(plain, file) : lines(plain, file);
    InvalidInputException.unless(!rows.isEmpty(), "%s: the file holds no rows.", file);
    return rows;
  }

  private static List<Row> list(String text, Path file) {
    List<Row> rows = new ArrayList<>();
    JsonElement parsed = parsed(text, file.toString());
    InvalidInputException.unless(parsed.isJsonArray(), "%s: not a list […] of objects.", file);
    for (JsonElement element : parsed.getAsJsonArray()) {
      String where = file + " entry " + (rows.size() + 1);
      rows.add(new Row(object(element, where), where));
    }
    return rows;
  }

  private static List<Row> lines(String text, Path file) {
    List<Row> rows = new ArrayList<>();
    int number = 0;
    for (String line : text.split("\n", -1)) {
      number++;
      if (!line.isBlank()) {
        String where = file + " line " + number;
        JsonElement element = parsed(line, where);
        rows.add(new Row(object(element, where), where));
      }
    }
    return rows;
  }

  /** Returns an element as the object that it must be. */
  static JsonObject object(JsonElement element, String where) {
    InvalidInputException.unless(element.isJsonObject(), "%s is not an object {…}.", where);
    return element.getAsJsonObject();
  }

  private static JsonElement parsed(String text, String where) {
    try {
      return JsonParser.parseString(text);
    } catch (JsonParseException | StackOverflowError e) {
      throw new InvalidInputException(
          where + ": not JSON, or damaged; check that it is the right file.", e);
    }
  }

  /** Returns a field as text, unless it is absent, null or no single value. */
  static Optional<String> text(JsonObject json, String name) {
    JsonElement value = json.get(name);
    return value != null && value.isJsonPrimitive()
        ? Optional.of(value.getAsString())
        : Optional.empty();
  }

  /** Returns a list of texts, or of objects with a {@code content}. */
  static List<String> texts(JsonElement list, String where) {
    JsonArray array = list.getAsJsonArray();
    List<String> texts = new ArrayList<>();
    for (JsonElement element : array) {
      JsonElement value =
          element.isJsonObject() ? content(element.getAsJsonObject().get("content")) : element;
      InvalidInputException.unless(
          value != null && value.isJsonPrimitive(),
          "%s[%d] is neither a text nor has a 'content'.",
          where,
          texts.size());
      texts.add(value.getAsString());
    }
    return texts;
  }

  /** Arena-Hard wraps an answer once more, as {@code {"answer": …}}. */
  private static JsonElement content(JsonElement content) {
    return content != null && content.isJsonObject()
        ? content.getAsJsonObject().get("answer")
        : content;
  }
}
