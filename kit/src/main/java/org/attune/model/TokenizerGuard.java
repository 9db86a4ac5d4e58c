package org.attune.model;

import com.google.gson.JsonArray;
import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import com.google.gson.JsonPrimitive;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import org.attune.data.JsonValidator;
import org.attune.util.InvalidInputException;

/**
 * Checks {@code tokenizer.json} in Java before the native library reads it.
 *
 * <p>The native library reports most damage as an error, but some makes it panic, which ends the
 * whole JVM. So the file must be strict JSON, its vocabulary must contain each id once, and its
 * added tokens must be texts with ids.
 */
final class TokenizerGuard {
  /** The largest in use, with some 260,000 tokens, have 35 MB. */
  private static final int LARGEST = 256 << 20;

  private static final int MOST_IDS = 1 << 24;

  private final int rows;
  private final String where;
  private int largest = -1;

  private TokenizerGuard(int rows, String where) {
    this.rows = rows;
    this.where = where;
  }

  /** Reads the bytes of a file, or what the older files in its place amount to. */
  static byte[] bytes(Path file) {
    Path folder = file.toAbsolutePath().getParent();
    if (BytePairFiles.are(folder)) {
      return BytePairFiles.json(folder);
    }
    InvalidInputException.unless(
        Files.isRegularFile(file),
        "%s: the tokenizer cannot be read; a model folder needs tokenizer.json.",
        file);
    return JsonValidator.bytes(file, LARGEST);
  }

  /**
   * Checks the contents of a file and returns the largest id in it, added tokens included, but not
   * control tokens that a model has no rows for.
   */
  static int largestId(byte[] json, int rows, String where) {
    TokenizerGuard guard = new TokenizerGuard(rows, where);
    guard.check(JsonValidator.parse(json, where));
    return guard.largest;
  }

  private void check(JsonObject root) {
    JsonElement model = root.get("model");
    require(model != null && model.isJsonObject(), "the field 'model' is missing or not an object");
    JsonElement vocabulary = model.getAsJsonObject().get("vocab");
    if (vocabulary != null && vocabulary.isJsonObject()) {
      ids(vocabulary.getAsJsonObject());
    } else {
      require(
          vocabulary != null && vocabulary.isJsonArray(),
          "the field 'model.vocab' is missing; it maps or lists the tokens");
      pieces(vocabulary.getAsJsonArray());
    }
    merges(model.getAsJsonObject().get("merges"));
    subwords(model.getAsJsonObject());
    added(root.get("added_tokens"));
  }

  /** Checks a map from tokens to ids, as in BPE and WordPiece. */
  private void ids(JsonObject vocabulary) {
    Set<Integer> seen = new HashSet<>();
    for (Map.Entry<String, JsonElement> token : vocabulary.entrySet()) {
      int id = id(token.getValue(), "model.vocab");
      require(seen.add(id), "model.vocab gives the id " + id + " to two tokens");
      largest = Math.max(largest, id);
    }
    require(!seen.isEmpty(), "model.vocab is empty");
  }

  /** Checks a list of pieces with their scores, as in Unigram. */
  private void pieces(JsonArray vocabulary) {
    require(!vocabulary.isEmpty(), "model.vocab is empty");
    for (JsonElement piece : vocabulary) {
      require(
          piece instanceof JsonArray pair
              && pair.size() == 2
              && isText(pair.get(0))
              && isNumber(pair.get(1)),
          "model.vocab holds something other than pairs of a piece and its score");
    }
    largest = vocabulary.size() - 1;
  }

  private void merges(JsonElement merges) {
    if (merges == null || merges.isJsonNull()) {
      return;
    }
    require(merges.isJsonArray(), "model.merges is not a list");
    for (JsonElement merge : merges.getAsJsonArray()) {
      boolean pair =
          merge instanceof JsonArray two
              && two.size() == 2
              && isText(two.get(0))
              && isText(two.get(1));
      require(pair || isText(merge), "model.merges holds something other than pairs of tokens");
    }
  }

  /**
   * Checks that the second part of each merge begins with the prefix of continuing subwords: the
   * native library cuts it off without looking, and panics where there is less.
   */
  private void subwords(JsonObject model) {
    if (!isText(model.get("continuing_subword_prefix"))
        || !(model.get("merges") instanceof JsonArray merges)) {
      return;
    }
    String prefix = model.get("continuing_subword_prefix").getAsString();
    for (JsonElement merge : merges) {
      String second =
          merge instanceof JsonArray two
              ? two.get(1).getAsString()
              : merge.getAsString().substring(merge.getAsString().indexOf(' ') + 1);
      require(
          second.startsWith(prefix),
          "model.merges holds a second part without the prefix of continuing subwords");
    }
  }

  private void added(JsonElement tokens) {
    if (tokens == null || tokens.isJsonNull()) {
      return;
    }
    require(tokens.isJsonArray(), "added_tokens is not a list");
    for (JsonElement token : tokens.getAsJsonArray()) {
      require(
          token instanceof JsonObject object
              && isText(object.get("content"))
              && !object.get("content").getAsString().isEmpty(),
          "added_tokens holds a token without content");
      int id = id(token.getAsJsonObject().get("id"), "added_tokens");
      if (!TokenizerJson.isBeyond(token.getAsJsonObject(), rows)) {
        largest = Math.max(largest, id);
      }
    }
  }

  private int id(JsonElement value, String list) {
    boolean whole = isNumber(value) && value.getAsNumber() instanceof Long;
    long id = whole ? value.getAsLong() : -1;
    require(id >= 0 && id < MOST_IDS, list + " holds an id that is not a whole number below 2^24");
    return (int) id;
  }

  private static boolean isText(JsonElement value) {
    return value instanceof JsonPrimitive primitive && primitive.isString();
  }

  private static boolean isNumber(JsonElement value) {
    return value instanceof JsonPrimitive primitive && primitive.isNumber();
  }

  private void require(boolean fine, String trouble) {
    InvalidInputException.unless(
        fine, "%s: not a Hugging Face tokenizer, %s; fetch the file again.", where, trouble);
  }
}
