package org.attune.model;

import ai.djl.huggingface.tokenizers.HuggingFaceTokenizer;
import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.attune.engine.PyTorch;
import org.attune.util.InvalidInputException;

/**
 * Turns text into token ids and back, as {@code tokenizer.json} says.
 *
 * <p>Prompt and response are tokenised apart and their ids concatenated, so that the boundary is an
 * index and never moves. No special token is added here: whoever lays out an example adds them by
 * id.
 */
public final class Tokenizer {
  private final HuggingFaceTokenizer tokenizer;
  private final byte[] json;
  private final boolean prependsSpace;

  private Tokenizer(byte[] json, String where) {
    this.json = json;
    PyTorch.engine();
    try {
      this.tokenizer =
          HuggingFaceTokenizer.newInstance(
              new ByteArrayInputStream(json),
              Map.of("addSpecialTokens", "false", "truncation", "false", "padding", "false"));
    } catch (IOException | RuntimeException e) {
      throw new InvalidInputException(
          where + ": not a Hugging Face tokenizer (" + firstLine(e) + ").", e);
    }
    this.prependsSpace = java.util.Arrays.equals(encode("a"), encode(" a")) || prepends();
  }

  /** Reads {@code tokenizer.json}. */
  public static Tokenizer read(Path file) {
    try {
      return new Tokenizer(Files.readAllBytes(file), file.toString());
    } catch (IOException e) {
      throw new InvalidInputException(
          file + ": the tokenizer cannot be read; a model folder needs tokenizer.json.", e);
    }
  }

  /** Uses the contents of a {@code tokenizer.json}. */
  public static Tokenizer of(byte[] json, String where) {
    return new Tokenizer(json.clone(), where);
  }

  /** Returns the ids of a text, without special tokens. */
  public int[] encode(String text) {
    long[] ids = tokenizer.encode(text, false, false).getIds();
    int[] narrow = new int[ids.length];
    for (int i = 0; i < ids.length; i++) {
      narrow[i] = (int) ids[i];
    }
    return narrow;
  }

  /**
   * Returns the ids of a response that follows a prompt: set off by exactly one space, whether or
   * not the text brings one.
   */
  public int[] encodeResponse(String response) {
    String text = response.strip();
    return encode(prependsSpace ? text : " " + text);
  }

  /** Returns the text of ids, leaving special tokens out. */
  public String decode(int[] ids) {
    long[] wide = new long[ids.length];
    for (int i = 0; i < ids.length; i++) {
      wide[i] = ids[i];
    }
    return tokenizer.decode(wide, true);
  }

  /** Returns the text of one token as it stands in the vocabulary, for showing boundaries. */
  public String token(int id) {
    return tokenizer.decode(new long[] {id}, false);
  }

  /** Returns the largest id in the vocabulary, added tokens included; {@code where} names it. */
  int largestId(String where) {
    try {
      JsonObject root =
          JsonParser.parseString(new String(json, StandardCharsets.UTF_8)).getAsJsonObject();
      return Math.max(largestOf(root.getAsJsonObject("model").get("vocab")), largestAdded(root));
    } catch (RuntimeException e) {
      throw new InvalidInputException(where + ": the tokenizer's vocabulary cannot be read.", e);
    }
  }

  /** A vocabulary maps tokens to ids, or lists tokens in the order of their ids. */
  private static int largestOf(JsonElement vocabulary) {
    return vocabulary.isJsonArray()
        ? vocabulary.getAsJsonArray().size() - 1
        : vocabulary.getAsJsonObject().asMap().values().stream()
            .mapToInt(JsonElement::getAsInt)
            .max()
            .orElse(0);
  }

  private static int largestAdded(JsonObject root) {
    int largest = 0;
    if (root.has("added_tokens") && root.get("added_tokens").isJsonArray()) {
      for (JsonElement token : root.getAsJsonArray("added_tokens")) {
        largest = Math.max(largest, token.getAsJsonObject().get("id").getAsInt());
      }
    }
    return largest;
  }

  /** Returns the contents of {@code tokenizer.json}. */
  public byte[] json() {
    return json.clone();
  }

  /** SentencePiece-like tokenizers put a space before any text, so the words of both agree. */
  private boolean prepends() {
    return new String(json, StandardCharsets.UTF_8)
        .replaceAll("\\s", "")
        .contains("\"type\":\"Prepend\"");
  }

  private static String firstLine(Throwable e) {
    String message = String.valueOf(e.getMessage());
    return message.lines().findFirst().orElse(e.getClass().getSimpleName());
  }
}
