package org.attune.data;

import com.google.gson.JsonArray;
import com.google.gson.JsonElement;
import com.google.gson.JsonNull;
import com.google.gson.JsonObject;
import com.google.gson.JsonPrimitive;
import com.google.gson.Strictness;
import com.google.gson.stream.JsonReader;
import com.google.gson.stream.JsonToken;
import com.google.gson.stream.MalformedJsonException;
import java.io.EOFException;
import java.io.IOException;
import java.io.StringReader;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.attune.util.InvalidInputException;

/** Parses one line of a JSON Lines file strictly: what Gson would tolerate is an error. */
final class StrictJson {
  private static final Pattern COLUMN = Pattern.compile("line (\\d+) column (\\d+)");
  private static final Pattern NOT_A_NUMBER =
      Pattern.compile("\\G[\\s:,\\[]*([+-]?(NaN|Infinity))");

  private static final int LONGEST_PATH = 80;
  private static final Pattern WHOLE = Pattern.compile("-?\\d{1,18}");

  private final String text;
  private final JsonReader reader;
  private final boolean exact;

  private StrictJson(String text, boolean exact) {
    this.text = text;
    this.reader = new JsonReader(new StringReader(text));
    this.exact = exact;
    if (exact) {
      reader.setStrictness(Strictness.STRICT);
    }
  }

  /** Returns the object on the line; an error message names the column. */
  static JsonObject parse(String text) {
    return new StrictJson(text, false).whole();
  }

  /** Returns the object of a whole file, parsed strictly; integers stay integers. */
  static JsonObject document(String text) {
    return new StrictJson(text, true).whole();
  }

  private JsonObject whole() {
    try {
      requireObject();
      JsonObject object = object();
      requireEnd();
      return object;
    } catch (EOFException e) {
      throw cutOff(e);
    } catch (IOException | IllegalStateException | NumberFormatException e) {
      throw malformed(e);
    }
  }

  private void requireObject() throws IOException {
    if (reader.peek() != JsonToken.BEGIN_OBJECT) {
      throw new InvalidInputException(
          "expected a JSON object {…}, found " + TextChecks.quoted(text));
    }
  }

  private void requireEnd() throws IOException {
    boolean ended;
    try {
      ended = reader.peek() == JsonToken.END_DOCUMENT;
    } catch (MalformedJsonException e) {
      ended = false;
    }
    InvalidInputException.unless(
        ended, "more text follows the JSON object; write one object on each line");
  }

  private JsonElement value() throws IOException {
    return switch (reader.peek()) {
      case BEGIN_OBJECT -> object();
      case BEGIN_ARRAY -> array();
      case STRING -> new JsonPrimitive(reader.nextString());
      case NUMBER -> number(reader.nextString());
      case BOOLEAN -> new JsonPrimitive(reader.nextBoolean());
      case NULL -> {
        reader.nextNull();
        yield JsonNull.INSTANCE;
      }
      default -> throw new MalformedJsonException("unexpected " + reader.peek());
    };
  }

  private JsonPrimitive number(String digits) {
    if (exact && WHOLE.matcher(digits).matches()) {
      return new JsonPrimitive(Long.parseLong(digits));
    }
    double value = Double.parseDouble(digits);
    if (!exact) {
      return new JsonPrimitive(value);
    }
    InvalidInputException.unless(
        Double.isFinite(value), "%s is a number beyond what a double can hold", path());
    return new JsonPrimitive(value);
  }

  private JsonObject object() throws IOException {
    JsonObject object = new JsonObject();
    reader.beginObject();
    while (reader.hasNext()) {
      String name = reader.nextName();
      if (object.has(name)) {
        throw new InvalidInputException(
            "the key "
                + TextChecks.quoted(name)
                + " appears twice in one object; keep one of them");
      }
      object.add(name, value());
    }
    reader.endObject();
    return object;
  }

  private JsonArray array() throws IOException {
    JsonArray array = new JsonArray();
    reader.beginArray();
    while (reader.hasNext()) {
      array.add(value());
    }
    reader.endArray();
    return array;
  }

  private String path() {
    String path = reader.getPath().replaceFirst("\\.$", ""); // Gson's name of no member
    return path.length() <= LONGEST_PATH ? path : path.substring(0, LONGEST_PATH) + "…";
  }

  private InvalidInputException cutOff(Exception e) {
    return new InvalidInputException(
        String.format("the JSON is cut off after column %d, inside %s", text.length(), path()), e);
  }

  private InvalidInputException malformed(Exception e) {
    String message = String.valueOf(e.getMessage());
    if (message.startsWith("Unterminated string")) {
      return cutOff(e);
    }
    Matcher place = COLUMN.matcher(message);
    int column = place.find() ? column(place) : 1;
    int from = Math.min(Math.max(0, column - 2), text.length());
    Matcher number = NOT_A_NUMBER.matcher(text).region(from, text.length());
    if (number.find()) {
      return new InvalidInputException(
          String.format("%s is %s; expected a finite number", path(), number.group(1)), e);
    }
    return new InvalidInputException(
        String.format(
            "not JSON at column %d, in %s, near %s",
            column, path(), TextChecks.quoted(near(from).strip())),
        e);
  }

  /** Returns the column in the whole text, which in an array may span several lines. */
  private int column(Matcher place) {
    int start = 0;
    for (int line = Integer.parseInt(place.group(1)); line > 1; line--) {
      start = text.indexOf('\n', start) + 1;
    }
    return start + Integer.parseInt(place.group(2));
  }

  private String near(int from) {
    return text.substring(from, Math.min(text.length(), from + 20));
  }
}
