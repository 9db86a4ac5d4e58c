package org.attune.judge;

import com.google.gson.JsonArray;
import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import com.google.gson.JsonParseException;
import com.google.gson.JsonParser;
import com.google.gson.JsonPrimitive;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.IntStream;

/**
 * The JSON object that a reply must be: an explanation first, if the protocol asks for one, then
 * scores and choices in their order, each from a list of allowed values.
 *
 * <pre>{@code
 * new ReplySchema().explanation().score("answer_A", 1, 10).choice("winner", "A", "B")
 * }</pre>
 *
 * <p>Immutable. It only uses what servers with structured outputs have in common: {@code object},
 * {@code string} and {@code enum}; the limit of the explanation's length is left out for servers
 * that refuse it.
 */
public final class ReplySchema {
  private static final String EXPLANATION = "explanation";

  private final boolean explained;
  private final Map<String, List<JsonPrimitive>> values;
  private final Map<String, ReplySchema> objects;

  /** Creates the schema of an empty object. */
  public ReplySchema() {
    this(false, Map.of(), Map.of());
  }

  private ReplySchema(
      boolean explained,
      Map<String, List<JsonPrimitive>> values,
      Map<String, ReplySchema> objects) {
    this.explained = explained;
    this.values = values;
    this.objects = objects;
  }

  /** Returns this schema with an explanation before everything else. */
  public ReplySchema explanation() {
    return new ReplySchema(true, values, objects);
  }

  /** Returns this schema without an explanation. */
  ReplySchema withoutExplanation() {
    return new ReplySchema(false, values, objects);
  }

  /**
   * Returns this schema with a whole number as its next field.
   *
   * @param name of letters, digits and underscores, which every server accepts
   */
  public ReplySchema score(String name, int low, int high) {
    return with(name, IntStream.rangeClosed(low, high).mapToObj(JsonPrimitive::new).toList());
  }

  /** Returns this schema with one of several words as its next field. */
  public ReplySchema choice(String name, String... words) {
    return with(name, Arrays.stream(words).map(JsonPrimitive::new).toList());
  }

  private ReplySchema with(String name, List<JsonPrimitive> allowed) {
    Map<String, List<JsonPrimitive>> more = new LinkedHashMap<>(values);
    more.put(name, allowed);
    return new ReplySchema(explained, more, objects);
  }

  /** Returns this schema with an object of its own after the other fields. */
  public ReplySchema object(String name, ReplySchema fields) {
    Map<String, ReplySchema> more = new LinkedHashMap<>(objects);
    more.put(name, fields);
    return new ReplySchema(explained, values, more);
  }

  /** Returns whether the reply begins with an explanation. */
  boolean explained() {
    return explained;
  }

  /** Returns the number of scores and choices. */
  int size() {
    return values.size() + objects.values().stream().mapToInt(ReplySchema::size).sum();
  }

  /**
   * Returns this as a JSON schema.
   *
   * @param letters the most that the explanation may have
   */
  JsonObject json(int letters) {
    JsonObject properties = new JsonObject();
    if (explained) {
      JsonObject text = type("string");
      text.addProperty("maxLength", letters);
      properties.add(EXPLANATION, text);
    }
    values.forEach((name, allowed) -> properties.add(name, enumeration(allowed)));
    objects.forEach((name, fields) -> properties.add(name, fields.json(letters)));
    JsonObject schema = type("object");
    schema.add("properties", properties);
    JsonArray required = new JsonArray();
    properties.keySet().forEach(required::add);
    schema.add("required", required);
    schema.addProperty("additionalProperties", false);
    return schema;
  }

  private static JsonObject type(String name) {
    JsonObject type = new JsonObject();
    type.addProperty("type", name);
    return type;
  }

  private static JsonObject enumeration(List<JsonPrimitive> allowed) {
    JsonObject field = type(allowed.get(0).isNumber() ? "integer" : "string");
    JsonArray list = new JsonArray();
    allowed.forEach(list::add);
    field.add("enum", list);
    return field;
  }

  /** Returns the form of the object, for the model to read. */
  String form() {
    List<String> fields = new ArrayList<>();
    if (explained) {
      fields.add(quoted(EXPLANATION) + ": <text>");
    }
    values.forEach((name, allowed) -> fields.add(quoted(name) + ": " + form(allowed)));
    objects.forEach((name, inner) -> fields.add(quoted(name) + ": " + inner.form()));
    return "{" + String.join(", ", fields) + "}";
  }

  private static String form(List<JsonPrimitive> allowed) {
    boolean number = allowed.get(0).isNumber();
    return number
        ? "<" + allowed.get(0) + " to " + allowed.get(allowed.size() - 1) + ">"
        : "<" + String.join(" or ", allowed.stream().map(JsonPrimitive::toString).toList()) + ">";
  }

  private static String quoted(String name) {
    return '"' + name + '"';
  }

  /** Returns the object in a reply, if there is one with all fields, also inside Markdown. */
  Optional<JsonObject> parse(String reply) {
    String text = ReplyText.withoutReasoning(reply);
    int from = text.indexOf('{');
    int to = text.lastIndexOf('}');
    if (from < 0 || to < from) {
      return Optional.empty();
    }
    try {
      JsonElement parsed = JsonParser.parseString(text.substring(from, to + 1));
      return Optional.of(parsed)
          .filter(JsonElement::isJsonObject)
          .map(JsonElement::getAsJsonObject)
          .filter(this::complete);
    } catch (JsonParseException e) {
      return Optional.empty();
    }
  }

  private boolean complete(JsonObject object) {
    return values.keySet().stream()
            .allMatch(name -> object.has(name) && object.get(name).isJsonPrimitive())
        && objects.entrySet().stream()
            .allMatch(
                field ->
                    object.has(field.getKey())
                        && object.get(field.getKey()).isJsonObject()
                        && field.getValue().complete(object.getAsJsonObject(field.getKey())));
  }

  /** Returns the scores and choices of an object as lines of text, as a protocol reads them. */
  String lines(JsonObject object) {
    List<String> lines = new ArrayList<>();
    values.keySet().forEach(name -> lines.add(name + ": " + object.get(name).getAsString()));
    objects.forEach(
        (name, inner) -> {
          lines.add(name + ":");
          lines.add(inner.lines(object.getAsJsonObject(name)));
        });
    return String.join("\n", lines);
  }

  /** Returns the explanation in an object, if it has one. */
  static Optional<String> explanation(JsonObject object) {
    return Optional.ofNullable(object.get(EXPLANATION))
        .filter(JsonElement::isJsonPrimitive)
        .map(JsonElement::getAsString);
  }
}
