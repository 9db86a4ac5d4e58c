package org.attune.data;

import com.google.gson.JsonArray;
import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import com.google.gson.JsonPrimitive;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Predicate;
import org.attune.util.EditDistance;
import org.attune.util.InvalidInputException;

/**
 * The fields of one JSON object, read by role and by type; an error names the JSON path.
 *
 * <p>A column that is {@code null} counts as absent where another column plays the same role.
 */
final class JsonFields {
  private final JsonObject object;
  private final String path;
  private final ReadOptions reading;
  private final Set<String> used;
  private final Set<String> repeated;

  JsonFields(JsonObject object, String path, ReadOptions reading) {
    this(object, path, reading, new LinkedHashSet<>(), new LinkedHashSet<>());
  }

  private JsonFields(
      JsonObject object, String path, ReadOptions reading, Set<String> used, Set<String> repeated) {
    this.object = object;
    this.path = path;
    this.reading = reading;
    this.used = used;
    this.repeated = repeated;
  }

  /** Returns whether a column plays the role, even if its value is null. */
  boolean has(String role) {
    return reading.namesOf(role).stream().anyMatch(object::has);
  }

  /** Returns whether the role's value is a list. */
  boolean isList(String role) {
    return value(role).filter(JsonElement::isJsonArray).isPresent();
  }

  /** Returns whether a column plays the role with a value other than null. */
  boolean isGiven(String role) {
    return value(role).isPresent();
  }

  /** Returns the role's value unless it is absent or null. */
  Optional<JsonElement> given(String role) {
    return value(role);
  }

  /** Returns the value in a role without marking it as read; null where there is none. */
  JsonElement peek(String role) {
    return reading.namesOf(role).stream()
        .map(object::get)
        .filter(value -> value != null && !value.isJsonNull())
        .findFirst()
        .orElse(null);
  }

  /** Returns whether the role's label means good, in any of the usual forms. */
  boolean label(String role) {
    return Labels.isGood(required(role), pathOf(role));
  }

  /** Returns the role's text, which is required. */
  String text(String role) {
    return JsonValues.textAt(required(role), pathOf(role));
  }

  /** Returns the role's finite number, which is required. */
  double number(String role) {
    return JsonValues.numberAt(required(role), pathOf(role));
  }

  /** Returns the role's list, which is required and must not be empty. */
  JsonArray list(String role) {
    return JsonValues.listAt(required(role), pathOf(role));
  }

  /** Returns these fields with a column in a role; a column read there counts as read here. */
  JsonFields renamed(String role, String column) {
    return new JsonFields(object, path, reading.column(role, column), used, repeated);
  }

  /** Returns a plain column's list, which is required and must not be empty. */
  JsonArray columnList(String column) {
    used.add(column);
    return JsonValues.listAt(object.get(column), path + "." + column);
  }

  /** Returns a plain column's text unless it is absent or null. */
  Optional<String> optionalText(String column) {
    used.add(column);
    JsonElement value = object.get(column);
    return value == null || value.isJsonNull()
        ? Optional.empty()
        : Optional.of(JsonValues.textAt(value, path + "." + column));
  }

  /** Returns a plain column's text, which is required. */
  String columnText(String column) {
    return optionalText(column)
        .orElseThrow(
            () -> new InvalidInputException(path + "." + column + " is null; expected a text"));
  }

  /** Returns a plain column's finite number, which is required. */
  double columnNumber(String column) {
    String at = path + "." + column;
    return JsonValues.numberAt(
        column(column)
            .orElseThrow(() -> new InvalidInputException(at + " is null; expected a number")),
        at);
  }

  /** Returns a plain column's value unless it is absent or null. */
  Optional<JsonElement> column(String column) {
    used.add(column);
    return Optional.ofNullable(object.get(column)).filter(value -> !value.isJsonNull());
  }

  /** Marks columns that repeat, possibly in more detail, what others contain. */
  void repeats(Predicate<String> column) {
    object.keySet().stream().filter(column).forEach(repeated::add);
  }

  /** Marks lists of numbers as repeating what other columns say. */
  void repeatsLists() {
    repeats(
        column ->
            object.get(column) instanceof JsonArray list
                && !list.isEmpty()
                && list.get(0) instanceof JsonPrimitive number
                && number.isNumber());
  }

  /** Returns the columns with a value that were not read and do not repeat others. */
  Map<String, JsonElement> unread() {
    Map<String, JsonElement> unread = new LinkedHashMap<>();
    for (String column : ignored()) {
      if (!repeated.contains(column)) {
        unread.put(column, object.get(column));
      }
    }
    return unread;
  }

  /** Returns the element of a list as an object with fields of its own. */
  JsonFields child(JsonElement element, String childPath) {
    if (!element.isJsonObject()) {
      throw JsonValues.expected("an object {…}", element, childPath);
    }
    return new JsonFields(element.getAsJsonObject(), childPath, reading);
  }

  /** Returns the JSON path of the column that plays the role. */
  String pathOf(String role) {
    return path + "." + columnOf(role).orElse(reading.namesOf(role).get(0));
  }

  /** Returns the JSON path of this object. */
  String path() {
    return path;
  }

  /** Returns the columns that have not been read so far. */
  Set<String> ignored() {
    Set<String> ignored = new LinkedHashSet<>(object.keySet());
    ignored.removeAll(used);
    return ignored;
  }

  /** Returns all columns, for messages. */
  Set<String> columns() {
    return object.keySet();
  }

  private JsonElement required(String role) {
    return value(role)
        .orElseThrow(
            () ->
                new InvalidInputException(
                    columnOf(role).isPresent()
                        ? pathOf(role) + " is null; expected a value"
                        : missing(role)));
  }

  /** Returns whether the reader was told which column to take for a role. */
  boolean isNamed(String role) {
    return reading.columns().containsKey(role);
  }

  /** Rejects a row without the column that the reader was told to take for a role. */
  void requireNamed(String role) {
    if (isNamed(role) && columnOf(role).isEmpty()) {
      throw new InvalidInputException(missing(role));
    }
  }

  private String missing(String role) {
    List<String> names = reading.namesOf(role);
    String wanted = String.join(" or ", names.stream().map(TextChecks::quoted).toList());
    return String.format(
        "%s has no %s, only %s%s",
        called(), wanted, String.join(", ", object.keySet()), misspelt(role));
  }

  /** Returns how to read a column that no role knows and whose name is a slip or two off. */
  private String misspelt(String role) {
    Set<String> strange = new LinkedHashSet<>(object.keySet());
    ReadOptions.ROLES.forEach(each -> strange.removeAll(reading.namesOf(each)));
    return reading.namesOf(role).stream()
        .flatMap(name -> EditDistance.closest(strange, name).stream())
        .findFirst()
        .map(
            name ->
                String.format(
                    "; rename %s, or read it with ReadOptions.column(\"%s\", \"%s\")",
                    TextChecks.quoted(name), role, name))
        .orElse("");
  }

  /**
   * The value that plays the role, unless absent or null; two columns for one role are an error.
   */
  private Optional<JsonElement> value(String role) {
    return columnOf(role).map(object::get).filter(value -> !value.isJsonNull());
  }

  private Optional<String> columnOf(String role) {
    Optional<String> blank = Optional.empty();
    Optional<String> filled = Optional.empty();
    for (String name : reading.namesOf(role)) {
      JsonElement value = object.get(name);
      if (value == null) {
        continue;
      }
      used.add(name);
      if (value.isJsonNull()) {
        blank = blank.or(() -> Optional.of(name));
      } else if (filled.isPresent()) {
        throw ambiguous(role);
      } else {
        filled = Optional.of(name);
      }
    }
    return filled.isPresent() ? filled : blank;
  }

  private InvalidInputException ambiguous(String role) {
    List<String> filled = new ArrayList<>(reading.namesOf(role));
    filled.removeIf(name -> !object.has(name) || object.get(name).isJsonNull());
    return InvalidInputException.of(
        "%s has %s, which mean the same; say which to take with ReadOptions.column(\"%s\", …)",
        called(), String.join(" and ", filled), role);
  }

  private String called() {
    return path.equals("$") ? "the row" : path;
  }
}
