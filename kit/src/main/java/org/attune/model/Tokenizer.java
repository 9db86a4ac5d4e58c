package org.attune.model;

import ai.djl.huggingface.tokenizers.HuggingFaceTokenizer;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
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
  private static final int SHOWN = 160;

  private final HuggingFaceTokenizer tokenizer;
  private final byte[] json;
  private final boolean prependsSpace;
  private final int largestId;
  private final CompanionFiles companions;

  private Tokenizer(byte[] json, String where, CompanionFiles companions) {
    this.json = json;
    this.companions = companions;
    this.largestId = TokenizerGuard.largestId(json, where);
    PyTorch.engine();
    try {
      this.tokenizer =
          HuggingFaceTokenizer.newInstance(
              new ByteArrayInputStream(json),
              Map.of("addSpecialTokens", "false", "truncation", "false", "padding", "false"));
      this.prependsSpace = java.util.Arrays.equals(encode("a"), encode(" a")) || prepends();
    } catch (IOException | RuntimeException e) {
      throw new InvalidInputException(
          where + ": not a Hugging Face tokenizer (" + firstLine(e) + ").", e);
    }
  }

  /**
   * Reads {@code tokenizer.json}. The files beside it that hold for whatever is made of the model
   * travel along, so that a saved folder has them again.
   */
  public static Tokenizer read(Path file) {
    InvalidInputException.unless(
        Files.isRegularFile(file),
        "%s: the tokenizer cannot be read; a model folder needs tokenizer.json.",
        file);
    return new Tokenizer(
        TokenizerGuard.bytes(file),
        file.toString(),
        CompanionFiles.of(file.toAbsolutePath().getParent()));
  }

  /** Uses the contents of a {@code tokenizer.json}. */
  public static Tokenizer of(byte[] json, String where) {
    return new Tokenizer(json.clone(), where, CompanionFiles.NONE);
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

  /** Returns the id of a text that is exactly one special token. */
  Optional<Integer> id(String token) {
    int[] ids = encode(token);
    return ids.length == 1 ? Optional.of(ids[0]) : Optional.empty();
  }

  /** Returns the files that lay beside {@code tokenizer.json}. */
  CompanionFiles companions() {
    return companions;
  }

  /** Returns the largest id in the vocabulary, added tokens included. */
  int largestId() {
    return largestId;
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
    String line = message.lines().findFirst().orElse(e.getClass().getSimpleName());
    return line.length() <= SHOWN ? line : line.substring(0, SHOWN) + "…";
  }
}
