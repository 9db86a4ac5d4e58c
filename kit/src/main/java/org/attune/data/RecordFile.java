package org.attune.data;

import com.google.gson.Gson;
import com.google.gson.GsonBuilder;
import com.google.gson.JsonElement;
import com.google.gson.JsonNull;
import com.google.gson.JsonObject;
import com.google.gson.JsonParseException;
import com.google.gson.JsonParser;
import com.google.gson.JsonPrimitive;
import java.lang.reflect.ParameterizedType;
import java.lang.reflect.RecordComponent;
import java.lang.reflect.Type;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.BitSet;
import java.util.Map;
import java.util.Optional;
import org.attune.util.InvalidInputException;

/**
 * Reads and writes the kit's own small JSON files, each of which holds one record: a trial, a
 * finding, the card of a reward.
 *
 * <p>A value that is missing, null, of the wrong type, or rejected by the record's constructor
 * means that the file is damaged: the message names the file and what to do about it. Only an
 * {@link Optional} may be missing; it is empty then, so that files written before it existed can be
 * read.
 */
public final class RecordFile {
  private static final int LARGEST = 1 << 30;

  /** Special values such as NaN are allowed: a trial that diverged has no loss. */
  private static final Gson GSON =
      new GsonBuilder()
          .serializeSpecialFloatingPointValues()
          .disableHtmlEscaping()
          .registerTypeAdapterFactory(OptionalAdapter.FACTORY)
          .create();

  private RecordFile() {}

  /**
   * Reads the record in a file.
   *
   * @param advice what to do when it is damaged, such as "delete it to run the trial again"
   */
  public static <T extends Record> T read(Path file, Class<T> type, String advice) {
    byte[] bytes = JsonValidator.bytes(file, LARGEST);
    return parse(new String(bytes, StandardCharsets.UTF_8), type, file.toString(), advice);
  }

  /** Parses a record; {@code where} names the file, and the line where there are several. */
  public static <T extends Record> T parse(
      String text, Class<T> type, String where, String advice) {
    String why;
    RuntimeException cause;
    try {
      JsonElement json = JsonParser.parseString(text);
      requireWhole(json, type, "$");
      return GSON.fromJson(json, type);
    } catch (InvalidInputException e) {
      why = e.getMessage().replaceFirst("\\.$", "");
      cause = e;
    } catch (RuntimeException | StackOverflowError e) {
      InvalidInputException said = said(e);
      why = said == null ? "it is not what the kit writes" : said.getMessage();
      cause = e instanceof RuntimeException runtime ? runtime : new JsonParseException(e);
    }
    throw new InvalidInputException(
        where + ": damaged (" + why.replaceFirst("\\.$", "") + "); " + advice + ".", cause);
  }

  /** Returns the JSON of a record, indented. */
  public static String text(Record value) {
    return GSON.newBuilder().setPrettyPrinting().create().toJson(value) + "\n";
  }

  /** Returns the JSON of a record on one line. */
  public static String line(Record value) {
    return GSON.toJson(value) + "\n";
  }

  /** Finds the message of the record's constructor among the causes of Gson's exception. */
  private static InvalidInputException said(Throwable trouble) {
    for (Throwable e = trouble; e != null; e = e.getCause()) {
      if (e instanceof InvalidInputException said) {
        return said;
      }
    }
    return null;
  }

  /** Checks what Gson does not: missing values, and text in place of numbers. */
  private static void requireWhole(JsonElement json, Type type, String path) {
    InvalidInputException.unless(json != null && !json.isJsonNull(), "%s is missing", path);
    if (type instanceof ParameterizedType generic) {
      requireElements(json, generic, path);
    } else if (type instanceof Class<?> plain && plain.isRecord()) {
      InvalidInputException.unless(json.isJsonObject(), "%s is not an object", path);
      JsonObject object = json.getAsJsonObject();
      for (RecordComponent part : plain.getRecordComponents()) {
        requirePart(object, part, path + "." + part.getName());
      }
    } else if (type instanceof Class<?> plain && plain.isArray()) {
      InvalidInputException.unless(json.isJsonArray(), "%s is not a list", path);
      json.getAsJsonArray().forEach(e -> requireWhole(e, plain.getComponentType(), path + "[]"));
    } else if (type == BitSet.class) { // Gson writes it as zeros and ones.
      InvalidInputException.unless(json.isJsonArray(), "%s is not a list", path);
      json.getAsJsonArray().forEach(bit -> requirePlain(bit, int.class, path + "[]"));
    } else {
      requirePlain(json, type, path);
    }
  }

  /** An optional value may be missing; Gson then needs a null, which becomes empty. */
  private static void requirePart(JsonObject object, RecordComponent part, String path) {
    JsonElement value = object.get(part.getName());
    if (part.getType() != Optional.class) {
      requireWhole(value, part.getGenericType(), path);
    } else if (value == null || value.isJsonNull()) {
      object.add(part.getName(), JsonNull.INSTANCE);
    } else {
      Type inner = ((ParameterizedType) part.getGenericType()).getActualTypeArguments()[0];
      requireWhole(value, inner, path);
    }
  }

  private static void requireElements(JsonElement json, ParameterizedType type, String path) {
    Type[] arguments = type.getActualTypeArguments();
    if (type.getRawType() == Map.class) {
      InvalidInputException.unless(json.isJsonObject(), "%s is not an object", path);
      json.getAsJsonObject()
          .asMap()
          .values()
          .forEach(value -> requireWhole(value, arguments[1], path + "{}"));
    } else {
      InvalidInputException.unless(json.isJsonArray(), "%s is not a list", path);
      json.getAsJsonArray().forEach(element -> requireWhole(element, arguments[0], path + "[]"));
    }
  }

  private static void requirePlain(JsonElement json, Type type, String path) {
    InvalidInputException.unless(json.isJsonPrimitive(), "%s is not a single value", path);
    JsonPrimitive value = json.getAsJsonPrimitive();
    if (type == boolean.class || type == Boolean.class) {
      InvalidInputException.unless(value.isBoolean(), "%s is neither true nor false", path);
    } else if (type == int.class || type == long.class) {
      long number = value.isNumber() ? value.getAsBigDecimal().longValueExact() : Long.MIN_VALUE;
      boolean fits = type == long.class || number == (int) number;
      InvalidInputException.unless(value.isNumber() && fits, "%s is not a whole number", path);
    } else if (type == double.class || type == Double.class) {
      boolean special = value.isString() && value.getAsString().matches("NaN|-?Infinity");
      InvalidInputException.unless(value.isNumber() || special, "%s is not a number", path);
    } else if (type instanceof Class<?> choice && choice.isEnum()) {
      InvalidInputException.unless(
          Arrays.stream(choice.getEnumConstants())
              .anyMatch(constant -> ((Enum<?>) constant).name().equals(value.getAsString())),
          "%s is not one of %s",
          path,
          Arrays.toString(choice.getEnumConstants()));
    } else {
      InvalidInputException.unless(value.isString(), "%s is not a text", path);
    }
  }
}
