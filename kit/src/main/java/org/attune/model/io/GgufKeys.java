package org.attune.model.io;

import com.google.gson.JsonPrimitive;
import java.util.Collections;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.attune.util.InvalidInputException;

/**
 * The entries of a GGUF file about its architecture, each of which is marked as read when it is
 * asked for, so that the others can be refused. Every error names the file, the key and its value.
 */
final class GgufKeys {
  /** What changes no log-probability, or says again what others say. */
  private static final Set<String> HARMLESS =
      Set.of(
          "vocab_size",
          "tensor_data_layout",
          "rope.local.freq_base",
          "rope.global.freq_base",
          "rope.scaling.finetuned",
          "attention.causal");

  /** Beside the text model there may be one that reads images, which is left out. */
  private static final String IMAGES = "(vision|mm|audio)\\..*";

  private final Map<String, Object> metadata;
  private final String prefix;
  private final String where;
  private final Set<String> read = new HashSet<>();

  GgufKeys(GgufFile file) {
    this.metadata = file.metadata();
    this.where = file.file().toString();
    this.prefix = text("general.architecture").orElse("") + ".";
  }

  /** Returns the file, for errors. */
  String where() {
    return where;
  }

  /** Returns the name of the architecture. */
  String architecture() {
    return prefix.substring(0, prefix.length() - 1);
  }

  /** Returns a text by its whole key. */
  Optional<String> text(String key) {
    Object value = metadata.get(key);
    InvalidInputException.unless(
        value == null || value instanceof String, "%s: '%s' is not a text.", where, key);
    return Optional.ofNullable((String) value);
  }

  /** Returns a text of the architecture. */
  Optional<String> own(String name) {
    read.add(name);
    return text(prefix + name);
  }

  /** Returns whether there is an entry. */
  boolean has(String name) {
    read.add(name);
    return metadata.containsKey(prefix + name);
  }

  /** Returns a required whole number. */
  int whole(String name) {
    return whole(name, Optional.empty());
  }

  /** Returns a whole number. */
  int whole(String name, int fallback) {
    return whole(name, Optional.of(fallback));
  }

  private int whole(String name, Optional<Integer> fallback) {
    Object value = value(name);
    if (value == null && fallback.isPresent()) {
      return fallback.get();
    }
    InvalidInputException.unless(
        isWhole(value),
        "%s: '%s' is %s; expected a whole number.",
        where,
        prefix + name,
        value == null ? "missing" : shown(value));
    return ((Long) value).intValue();
  }

  /** Returns a whole number for each layer, where an entry has one for all or a list. */
  List<Integer> wholes(String name, int layers) {
    read.add(name);
    Object value = metadata.get(prefix + name);
    List<?> list = value instanceof List<?> each ? each : Collections.nCopies(layers, value);
    InvalidInputException.unless(
        list.size() == layers && list.stream().allMatch(GgufKeys::isWhole),
        "%s: '%s' is %s; expected a whole number, or one for each of %d layers.",
        where,
        prefix + name,
        value == null ? "missing" : shown(value),
        layers);
    return list.stream().map(each -> ((Long) each).intValue()).toList();
  }

  private static boolean isWhole(Object value) {
    return value instanceof Long number && number >= 0 && number <= Integer.MAX_VALUE;
  }

  /** Returns a number as it is written in a text, since a file rounds it to 32 bits. */
  Optional<Double> number(String name) {
    Object value = value(name);
    if (value == null) {
      return Optional.empty();
    }
    double number = value instanceof Number ? Double.parseDouble(value.toString()) : Double.NaN;
    InvalidInputException.unless(
        Double.isFinite(number),
        "%s: '%s' is %s; expected a number.",
        where,
        prefix + name,
        shown(value));
    return Optional.of(number);
  }

  /** Returns a number as {@code config.json} has it, whole ones without a fraction. */
  Optional<JsonPrimitive> json(String name) {
    Optional<Double> number = number(name);
    return value(name) instanceof Long whole
        ? Optional.of(new JsonPrimitive(whole))
        : number.map(JsonPrimitive::new);
  }

  /** Returns a truth value. */
  Optional<Boolean> flag(String name) {
    Object value = value(name);
    InvalidInputException.unless(
        value == null || value instanceof Boolean,
        "%s: '%s' is %s; expected true or false.",
        where,
        prefix + name,
        value == null ? "" : shown(value));
    return Optional.ofNullable((Boolean) value);
  }

  /** Returns of how many layers the last one is another, where an entry says it by a number. */
  Optional<Integer> period(String name) {
    return metadata.get(prefix + name) instanceof Long
        ? Optional.of(whole(name))
        : Optional.empty();
  }

  /** Returns a list of truth values, one for each layer. */
  Optional<List<Boolean>> flags(String name, int layers) {
    read.add(name);
    Object value = metadata.get(prefix + name);
    InvalidInputException.unless(
        value == null
            || (value instanceof List<?> list
                && list.size() == layers
                && list.stream().allMatch(Boolean.class::isInstance)),
        "%s: '%s' is %s; expected a list of true and false, one for each of %d layers.",
        where,
        prefix + name,
        value == null ? "" : shown(value),
        layers);
    return value == null
        ? Optional.empty()
        : Optional.of(((List<?>) value).stream().map(Boolean.class::cast).toList());
  }

  /** Returns a value; a list of equal values, one for each layer, is one value. */
  private Object value(String name) {
    read.add(name);
    Object value = metadata.get(prefix + name);
    if (!(value instanceof List<?> list)) {
      return value;
    }
    InvalidInputException.unless(
        list.stream().distinct().count() == 1,
        "%s: '%s' is %s; layers of different shapes are not supported.",
        where,
        prefix + name,
        shown(value));
    return list.get(0);
  }

  private static String shown(Object value) {
    String text = value.toString();
    return text.length() <= 80 ? text : text.substring(0, 80) + "…";
  }

  /** Refuses the first entry of the architecture that nothing has asked for. */
  void refuseUnread() {
    for (String key : metadata.keySet()) {
      String name = key.startsWith(prefix) ? key.substring(prefix.length()) : "";
      InvalidInputException.unless(
          name.isEmpty() || read.contains(name) || HARMLESS.contains(name) || name.matches(IMAGES),
          "%s: '%s' is %s; no decoder here knows this entry, which may change what the model"
              + " computes, so the file cannot be used. Load the model's Hugging Face folder if it"
              + " has one.",
          where,
          key,
          shown(metadata.get(key)));
    }
  }
}
