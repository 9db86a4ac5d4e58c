package org.attune.data.jinja;

import com.google.gson.JsonElement;
import com.google.gson.JsonPrimitive;
import java.util.LinkedHashMap;
import java.util.Map;
import org.attune.data.jinja.PythonTypes.NoneValue;

/** Makes the values that templates work on, and marks which text comes from data. */
public final class JinjaData {
  private JinjaData() {}

  /** Returns None. */
  public static Object none() {
    return NoneValue.NONE;
  }

  /** Returns a string whose characters count as the template's own. */
  public static Object own(String text) {
    return MarkedText.own(text);
  }

  /** Returns a string whose characters are marked as data wherever the template puts them. */
  public static Object given(String text) {
    return MarkedText.given(text);
  }

  /** Returns a mapping with these entries in order. */
  public static Object mapping(Map<String, Object> entries) {
    Map<Object, Object> map = new LinkedHashMap<>();
    entries.forEach((key, value) -> map.put(MarkedText.own(key), value));
    return map;
  }

  /** Returns the Python value of a JSON value; every string in it is marked as data. */
  public static Object json(JsonElement element) {
    if (element.isJsonNull()) {
      return NoneValue.NONE;
    }
    if (element.isJsonArray()) {
      return PythonTypes.list(
          element.getAsJsonArray().asList().stream().map(JinjaData::json).toList());
    }
    if (element.isJsonObject()) {
      Map<Object, Object> map = new LinkedHashMap<>();
      element
          .getAsJsonObject()
          .entrySet()
          .forEach(entry -> map.put(MarkedText.given(entry.getKey()), json(entry.getValue())));
      return map;
    }
    JsonPrimitive primitive = element.getAsJsonPrimitive();
    if (primitive.isBoolean()) {
      return primitive.getAsBoolean();
    }
    return primitive.isNumber() ? number(primitive) : given(primitive.getAsString());
  }

  private static Object number(JsonPrimitive primitive) {
    String digits = primitive.getAsString();
    boolean integer = digits.chars().allMatch(c -> c == '-' || (c >= '0' && c <= '9'));
    return integer ? (Object) primitive.getAsLong() : (Object) primitive.getAsDouble();
  }
}
