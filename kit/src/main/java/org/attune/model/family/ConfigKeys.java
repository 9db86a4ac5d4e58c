package org.attune.model.family;

import com.google.gson.JsonArray;
import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.attune.util.InvalidInputException;

/**
 * The keys of a JSON object, each of which is marked as read when it is accessed, so that the
 * others can be rejected.
 *
 * <p>Every error names the file, the key and its value.
 */
public final class ConfigKeys {
  private final JsonObject json;
  private final String where;
  private final String path;
  private final Set<String> read = new LinkedHashSet<>();

  /** Reads an object; {@code where} names its file in errors. */
  public ConfigKeys(JsonObject json, String where) {
    this(json, where, "");
  }

  private ConfigKeys(JsonObject json, String where, String path) {
    this.json = json;
    this.where = where;
    this.path = path;
  }

  /** Returns whether a key is present with a value other than null. */
  public boolean has(String key) {
    read.add(key);
    return json.has(key) && !json.get(key).isJsonNull();
  }

  /** Returns whether a key is present, even with null. */
  public boolean names(String key) {
    return json.has(key);
  }

  /** Returns a text. */
  public String text(String key, String fallback) {
    if (!has(key)) {
      return fallback;
    }
    JsonElement value = json.get(key);
    unless(value.isJsonPrimitive() && value.getAsJsonPrimitive().isString(), key, "a text");
    return value.getAsString();
  }

  /** Returns a required integer. */
  public int whole(String key) {
    InvalidInputException.unless(
        has(key),
        "%s: the key '%s' is missing; every config.json of a decoder has it.",
        where,
        path + key);
    return whole(key, json.get(key));
  }

  /** Returns an integer. */
  public int whole(String key, int fallback) {
    return has(key) ? whole(key) : fallback;
  }

  /** Returns a finite number. */
  public double number(String key, double fallback) {
    return has(key) ? number(key, json.get(key)) : fallback;
  }

  /** Returns a finite number that is greater than zero. */
  public double positive(String key, double fallback) {
    double value = number(key, fallback);
    unless(value > 0, key, "a number greater than 0");
    return value;
  }

  /** Returns a boolean. */
  public boolean flag(String key, boolean fallback) {
    if (!has(key)) {
      return fallback;
    }
    JsonElement value = json.get(key);
    unless(value.isJsonPrimitive() && value.getAsJsonPrimitive().isBoolean(), key, "true or false");
    return value.getAsBoolean();
  }

  /** Returns a list of texts, empty where the key is missing. */
  public List<String> texts(String key) {
    List<String> texts = new ArrayList<>();
    for (JsonElement each : list(key)) {
      unless(each.isJsonPrimitive(), key, "a list of texts");
      texts.add(each.getAsString());
    }
    return texts;
  }

  /** Returns a list of numbers, empty where the key is missing. */
  public List<Double> numbers(String key) {
    List<Double> numbers = new ArrayList<>();
    list(key).forEach(each -> numbers.add(number(key, each)));
    return numbers;
  }

  /** Returns the elements of a list, empty where the key is missing. */
  public List<JsonElement> elements(String key) {
    return list(key).asList();
  }

  /** Returns one integer or a list of them; empty where the key is missing. */
  public List<Integer> oneOrMore(String key) {
    List<Integer> numbers = new ArrayList<>();
    if (has(key) && !json.get(key).isJsonArray()) {
      numbers.add(whole(key));
    } else {
      list(key).forEach(each -> numbers.add(whole(key, each)));
    }
    return numbers;
  }

  /** Returns the keys of an object inside this one. */
  public Optional<ConfigKeys> object(String key) {
    if (!has(key)) {
      return Optional.empty();
    }
    unless(json.get(key).isJsonObject(), key, "an object");
    return Optional.of(new ConfigKeys(json.getAsJsonObject(key), where, path + key + "."));
  }

  /** Rejects a value unless the condition holds. */
  public void unless(boolean condition, String key, String wanted) {
    InvalidInputException.unless(
        condition, "%s: '%s' must be %s, got %s.", where, path + key, wanted, json.get(key));
  }

  /** Rejects a value that no decoder here supports, with advice. */
  public void refuseUnless(boolean condition, String key, String advice) {
    InvalidInputException.unless(
        condition, "%s: '%s' is %s; %s", where, path + key, json.get(key), advice);
  }

  /** Returns the keys that have not been read and are not in the given set. */
  public List<String> unread(Set<String> harmless) {
    return json.keySet().stream()
        .filter(key -> !read.contains(key) && !harmless.contains(key))
        .toList();
  }

  /** Rejects the first key that has not been read and is not in the given set. */
  public void refuseUnread(Set<String> harmless) {
    for (String key : unread(harmless)) {
      refuseUnless(
          false,
          key,
          "no decoder here knows this key, which may change what the model computes. Remove it if"
              + " it does not; otherwise the model cannot be used.");
    }
  }

  private JsonArray list(String key) {
    if (!has(key)) {
      return new JsonArray();
    }
    unless(json.get(key).isJsonArray(), key, "a list");
    return json.getAsJsonArray(key);
  }

  private int whole(String key, JsonElement value) {
    try {
      return value.getAsBigDecimal().intValueExact();
    } catch (ArithmeticException
        | NumberFormatException
        | UnsupportedOperationException
        | IllegalStateException e) {
      unless(false, key, "a whole number below 2^31");
      throw e;
    }
  }

  private double number(String key, JsonElement value) {
    unless(
        value.isJsonPrimitive() && value.getAsJsonPrimitive().isNumber(), key, "a finite number");
    double number = value.getAsDouble();
    unless(Double.isFinite(number), key, "a finite number");
    return number;
  }
}
