package org.attune.serve;

import com.google.gson.JsonArray;
import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import com.google.gson.JsonPrimitive;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalDouble;
import org.attune.util.InvalidInputException;

/** Reads the fields of a request; a wrong one is refused by name. */
final class RequestFields {
  private RequestFields() {}

  /** Returns a text, or the texts of a list. */
  static List<String> texts(JsonObject json, String name) {
    JsonElement value = json.get(name);
    List<String> texts = new ArrayList<>();
    if (value instanceof JsonArray list) {
      list.forEach(element -> texts.add(text(element, name)));
    } else {
      texts.add(text(value, name));
    }
    return texts;
  }

  /** Returns a text. */
  static String text(JsonElement value, String name) {
    InvalidInputException.unless(
        value instanceof JsonPrimitive primitive && primitive.isString(),
        "'%s' must be a text, got %s.",
        name,
        value);
    return value.getAsString();
  }

  /** Returns whether a field is true. */
  static boolean flag(JsonObject json, String name) {
    if (!has(json, name)) {
      return false;
    }
    InvalidInputException.unless(
        json.get(name) instanceof JsonPrimitive primitive && primitive.isBoolean(),
        "'%s' must be true or false, got %s.",
        name,
        json.get(name));
    return json.get(name).getAsBoolean();
  }

  /** Returns whether a field is there, and not null. */
  static boolean has(JsonObject json, String name) {
    return json.has(name) && !json.get(name).isJsonNull();
  }

  /** Returns a number within bounds, or nothing if the field is missing or null. */
  static OptionalDouble number(JsonObject json, String name, double low, double high) {
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

  /** Returns a whole number within bounds, or another where the request has none. */
  static int whole(JsonObject json, String name, int low, int high, int otherwise) {
    double value = number(json, name, low, high).orElse(otherwise);
    InvalidInputException.unless(
        value == Math.rint(value), "'%s' must be a whole number, got %s.", name, json.get(name));
    return (int) value;
  }

  private static String plain(double bound) {
    return BigDecimal.valueOf(bound).stripTrailingZeros().toPlainString();
  }
}
