package org.attune.data;

import java.io.ByteArrayOutputStream;
import org.attune.util.InvalidInputException;

/**
 * The elements of a file that is one JSON list, read one at a time.
 *
 * <p>An element is cut out where its braces match, and parsed only then. So a bad element is
 * reported, or passed over, as a bad line is; only a list that does not hold together ends all.
 */
final class JsonArrayReader implements JsonSource {
  private final TextLines bytes;
  private final ByteArrayOutputStream element = new ByteArrayOutputStream();
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
  public long number() {
    return number;
  }

  @Override
  public String text() {
    return TextLines.decoded(element.toByteArray());
  }

  @Override
  public void close() {
    bytes.close();
  }

  private int afterBracket() {
    visible(); // the bracket that made this a list
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
    element.reset();
    element.write('{');
    boolean quoted = false;
    for (int depth = 1; depth > 0; ) {
      int b = next();
      if (quoted && b == '\\') {
        next(); // an escaped quotation mark ends nothing
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
    element.write(b);
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

  /** The list itself is broken, so nothing after this place can be trusted. */
  private void require(boolean fine, String problem) {
    InvalidInputException.unless(fine, "%s: %s; mend the file.", bytes.place(), problem);
  }
}
