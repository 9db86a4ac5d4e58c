package org.attune.data;

import com.google.gson.JsonElement;
import com.google.gson.JsonPrimitive;
import java.util.Locale;
import java.util.Set;

/** Parses labels of good or bad: true or false, 1 or 0, 1 or -1, also written as text. */
final class Labels {
  private static final Set<String> GOOD = Set.of("true", "1", "+1", "1.0");
  private static final Set<String> BAD = Set.of("false", "0", "-1", "0.0", "-1.0");

  private Labels() {}

  static boolean isGood(JsonElement value, String at) {
    String word =
        value instanceof JsonPrimitive primitive
            ? primitive.getAsString().strip().toLowerCase(Locale.ROOT)
            : "";
    if (!GOOD.contains(word) && !BAD.contains(word)) {
      throw JsonValues.expected("true or false, 1 or 0, or 1 or -1", value, at);
    }
    return GOOD.contains(word);
  }
}
