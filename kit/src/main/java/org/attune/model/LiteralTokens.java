package org.attune.model;

import com.google.gson.JsonArray;
import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.HashMap;
import java.util.Map;
import java.util.function.Function;

/**
 * Added tokens of a byte-level tokenizer that the native library decodes wrongly, such as {@code
 * "café"}.
 *
 * <p>A byte-level vocabulary writes each byte as a letter, and added tokens as they are. The native
 * decoder takes the letters of added tokens for bytes too: the {@code é} of an added {@code "café"}
 * becomes the byte 0xE9, which is no text. So the texts of such tokens are put in here, and only
 * what stands between them is decoded by the library. Control tokens are not among them: decoding
 * leaves them out.
 */
final class LiteralTokens {
  private final Map<Long, String> texts; // id to text

  private LiteralTokens(Map<Long, String> texts) {
    this.texts = texts;
  }

  /** Finds the tokens in a {@code tokenizer.json}; a tokenizer of another kind has none. */
  static LiteralTokens of(JsonObject tokenizer) {
    Map<Long, String> texts = new HashMap<>();
    if (isByteLevel(tokenizer.get("decoder"))
        && tokenizer.get("added_tokens") instanceof JsonArray added) {
      for (JsonElement element : added) {
        JsonObject token = element.getAsJsonObject();
        String content = token.get("content").getAsString();
        if (!token.get("special").getAsBoolean()
            && !StandardCharsets.US_ASCII.newEncoder().canEncode(content)) {
          texts.put(token.get("id").getAsLong(), content);
        }
      }
    }
    return new LiteralTokens(texts);
  }

  private static boolean isByteLevel(JsonElement decoder) {
    return decoder != null && decoder.toString().contains("\"ByteLevel\"");
  }

  /**
   * Returns the text of ids.
   *
   * @param library decodes ids among which no such token is
   */
  String decode(long[] ids, Function<long[], String> library) {
    StringBuilder text = new StringBuilder();
    int from = 0;
    for (int i = 0; i < ids.length; i++) {
      String literal = texts.get(ids[i]);
      if (literal != null) {
        text.append(between(ids, from, i, library)).append(literal);
        from = i + 1;
      }
    }
    return text.append(between(ids, from, ids.length, library)).toString();
  }

  private static String between(long[] ids, int from, int to, Function<long[], String> library) {
    return from == to && ids.length > 0 ? "" : library.apply(Arrays.copyOfRange(ids, from, to));
  }
}
