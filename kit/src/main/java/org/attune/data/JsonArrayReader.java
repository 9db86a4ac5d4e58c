package org.attune.data;

import com.google.gson.JsonObject;
import it.unimi.dsi.fastutil.bytes.ByteArrayList;
import java.util.Optional;
import org.attune.util.InvalidInputException;

/**
 * Reads the elements of a file that holds one JSON array, one at a time.
 *
 * <p>An element is delimited by matching braces and parsed afterwards. So a bad element is reported
 * or skipped like a bad line; only a malformed array ends the reading.
 */
final class JsonArrayReader implements JsonSource {
  private final TextLines bytes;
  private final ByteArrayList element = new ByteArrayList();
  private boolean begun;
  private boolean ended;
  private long number;

  JsonArrayReader(TextLines bytes) {
    this.bytes = bytes;
  }

  @Override
  public boolean advance() {
    if (ended) {
      return false;
    }
    int b = begun ? visible() : afterBracket();
    if (b == ']') {
      requireEnd();
      ended = true;
      return false;
    }
    if (begun) {
      require(b == ',', "expected , or ] after an element of the list");
      b = visible();
    }
    begun = true;
    require(b == '{', "expected an object {…} as the next element of the list");
    number = bytes.line();
    cut();
    return true;
  }

  @Override
  public double share() {
    return bytes.share();
  }

  @Override
  public String place() {
    return "line " + number;
  }

  @Override
  public Optional<JsonObject> object() {
    return Optional.of(StrictJson.parse(TextLines.decoded(element.toByteArray())));
  }

  @Override
  public void close() {
    bytes.close();
  }

  private int afterBracket() {
    visible(); // the bracket that opens the array
    return visible();
  }

  private int visible() {
    int b = bytes.read();
    while (TextLines.isBlank(b)) {
      b = bytes.read();
    }
    return b;
  }

  /** Collects one element, from its first brace to the one that closes it. */
  private void cut() {
    element.clear();
    element.add((byte) '{');
    boolean quoted = false;
    for (int depth = 1; depth > 0; ) {
      int b = next();
      if (quoted && b == '\\') {
        next(); // an escaped quotation mark does not end a string
      } else if (b == '"') {
        quoted = !quoted;
      } else if (!quoted) {
        depth += step(b);
      }
    }
  }

  private int next() {
    int b = bytes.read();
    require(b >= 0, "the list is cut off inside its last element");
    bytes.requireRoom(element.size());
    element.add((byte) b);
    return b;
  }

  private static int step(int b) {
    return switch (b) {
      case '{', '[' -> 1;
      case '}', ']' -> -1;
      default -> 0;
    };
  }

  private void requireEnd() {
    require(visible() < 0, "more text follows the end of the list");
  }

  /** Throws if the array itself is malformed, since nothing after this position can be trusted. */
  private void require(boolean fine, String problem) {
    if (!fine) {
      throw InvalidInputException.of("%s: %s; correct the file.", bytes.place(), problem);
    }
  }
}
