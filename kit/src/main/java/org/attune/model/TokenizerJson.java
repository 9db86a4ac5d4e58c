package org.attune.model;

import com.google.gson.JsonArray;
import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import com.google.gson.JsonPrimitive;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.regex.Pattern;

/** The contents of a {@code tokenizer.json}, as far as this program reads or changes them. */
record TokenizerJson(byte[] bytes) {
  /** More rows than any token has. */
  static final int ALL_ROWS = Integer.MAX_VALUE;

  private static final String ADDED = "added_tokens";
  private static final Pattern PREPENDS = Pattern.compile("\"type\"\\s*:\\s*\"Prepend\"");

  private String text() {
    return new String(bytes, StandardCharsets.UTF_8);
  }

  /** Returns a new tree of the whole file. */
  JsonObject root() {
    return JsonParser.parseString(text()).getAsJsonObject();
  }

  /** Returns a new tree of the file without the control tokens that a model has no rows for. */
  JsonObject root(int rows) {
    JsonObject root = root();
    if (root.get(ADDED) instanceof JsonArray added) {
      JsonArray kept = new JsonArray();
      added.forEach(
          token -> {
            if (!isBeyond(token.getAsJsonObject(), rows)) {
              kept.add(token);
            }
          });
      root.add(ADDED, kept);
    }
    return root;
  }

  /** Returns whether an added token is a control token that a model has no row for. */
  static boolean isBeyond(JsonObject token, int rows) {
    return token.get("id").getAsInt() >= rows
        && token.get("special") instanceof JsonPrimitive special
        && special.getAsBoolean();
  }

  static byte[] bytes(JsonObject root) {
    return root.toString().getBytes(StandardCharsets.UTF_8);
  }

  /** Returns whether the tokenizer puts a space before any text, as SentencePiece does. */
  boolean prependsSpace() {
    return PREPENDS.matcher(text()).find();
  }

  /** Returns the file with more added tokens, whose ids begin at {@code next}. */
  TokenizerJson with(List<String> tokens, int next) {
    JsonObject root = root(next);
    JsonArray added =
        root.has(ADDED) && root.get(ADDED).isJsonArray()
            ? root.getAsJsonArray(ADDED)
            : new JsonArray();
    for (int i = 0; i < tokens.size(); i++) {
      added.add(addedToken(next + i, tokens.get(i)));
    }
    root.add(ADDED, added);
    return new TokenizerJson(bytes(root));
  }

  /** Returns an added token; "special" keeps it out of decoded text. */
  private static JsonObject addedToken(int id, String content) {
    JsonObject token = new JsonObject();
    token.addProperty("id", id);
    token.addProperty("content", content);
    token.addProperty("single_word", false);
    token.addProperty("lstrip", false);
    token.addProperty("rstrip", false);
    token.addProperty("normalized", false);
    token.addProperty("special", true);
    return token;
  }
}
