package org.attune.data;

import com.google.gson.JsonElement;
import com.google.gson.JsonPrimitive;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import org.attune.util.InvalidInputException;

/**
 * Parses labels of good or bad: true or false, 1 or 0, 1 or -1, also written as text. One file has
 * either 0 or -1: beside a -1, nobody knows whether 0 is bad or neither.
 */
final class Labels {
  private static final Set<String> GOOD = Set.of("true", "1", "+1", "1.0");
  private static final Set<String> BAD = Set.of("false", "0", "-1", "0.0", "-1.0");

  private final Map<Boolean, String> firsts = new HashMap<>(); // by whether it is negative

  /** Requires that a label of a row is of the same scale as those of all rows before. */
  void requireSameScale(JsonElement label, String place) {
    String word = word(label);
    boolean negative = word.startsWith("-");
    if (negative || word.startsWith("0")) {
      firsts.putIfAbsent(negative, place);
      InvalidInputException.unless(
          !firsts.containsKey(!negative),
          "the label is %s, but that of %s is %s, and nothing says whether 0 is bad or neither;"
              + " write all bad ones in one way, and leave out rows that are neither",
          negative ? "-1" : "0",
          firsts.get(!negative),
          negative ? "0" : "-1");
    }
  }

  private static String word(JsonElement value) {
    return value instanceof JsonPrimitive primitive
        ? primitive.getAsString().strip().toLowerCase(Locale.ROOT)
        : "";
  }

  static boolean isGood(JsonElement value, String at) {
    String word = word(value);
    if (!GOOD.contains(word) && !BAD.contains(word)) {
      throw JsonValues.expected("true or false, 1 or 0, or 1 or -1", value, at);
    }
    return GOOD.contains(word);
  }
}
