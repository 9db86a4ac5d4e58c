package org.attune.data;

import com.google.gson.JsonArray;
import com.google.gson.JsonElement;
import com.google.gson.JsonPrimitive;
import java.util.regex.Pattern;
import org.attune.util.InvalidInputException;

/** Reads single JSON values by type; an error names the JSON path {@code at}. */
final class JsonValues {
  private static final Pattern NUMBER = Pattern.compile("-?\\d+(\\.\\d+)?([eE][+-]?\\d+)?");

  private JsonValues() {}

  /** Returns a text without broken characters. */
  static String textAt(JsonElement value, String at) {
    if (!(value instanceof JsonPrimitive primitive && primitive.isString())) {
      throw expected("a text", value, at);
    }
    String text = value.getAsString();
    int broken = TextChecks.brokenCharacter(text);
    InvalidInputException.unless(
        broken < 0,
        "%s holds half of a character (a lone surrogate) at position %d, which no tokenizer can"
            + " read; remove it",
        at,
        broken + 1);
    InvalidInputException.unless(
        text.indexOf('\0') < 0,
        "%s holds the character NUL at position %d, which is not text; remove it",
        at,
        text.indexOf('\0') + 1);
    return text;
  }

  /** Returns a finite number. */
  static double numberAt(JsonElement value, String at) {
    if (!(value instanceof JsonPrimitive primitive && primitive.isNumber())) {
      throw expected("a number", value, at);
    }
    double number = value.getAsDouble();
    InvalidInputException.unless(
        Double.isFinite(number), "%s is too large; expected a number that a double can hold", at);
    return number;
  }

  /** Returns a list that is not empty. */
  static JsonArray listAt(JsonElement value, String at) {
    if (!value.isJsonArray()) {
      throw expected("a list", value, at);
    }
    InvalidInputException.unless(
        !value.getAsJsonArray().isEmpty(), "%s is an empty list; give at least one", at);
    return value.getAsJsonArray();
  }

  /** Returns the error for a value of another type. */
  static InvalidInputException expected(String what, JsonElement found, String at) {
    if (found instanceof JsonPrimitive primitive && primitive.isString()) {
      String text = primitive.getAsString();
      String advice = what.equals("a number") ? asNumber(text) : "";
      return new InvalidInputException(
          String.format(
              "%s: expected %s%s, found the text %s", at, what, advice, TextChecks.quoted(text)));
    }
    String json = found.toString().replaceFirst("\\.0$", ""); // numbers are kept as doubles
    String shown = json.length() <= 40 ? json : json.substring(0, 40) + "…";
    return new InvalidInputException(String.format("%s: expected %s, found %s", at, what, shown));
  }

  /** Returns how a text would be written as a number, if it looks like one. */
  private static String asNumber(String text) {
    if (NUMBER.matcher(text).matches()) {
      return " without quotes";
    }
    return NUMBER.matcher(text.replace(',', '.')).matches() ? " with a decimal point" : "";
  }
}
