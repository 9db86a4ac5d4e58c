package org.attune.model;

import ai.djl.huggingface.tokenizers.HuggingFaceTokenizer;
import ai.djl.huggingface.tokenizers.jni.CharSpan;
import com.google.gson.JsonObject;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;
import org.attune.cluster.Portable;
import org.attune.data.chat.ChatTemplate;
import org.attune.engine.PyTorch;
import org.attune.util.InvalidInputException;

/**
 * Converts text to token ids and back, as defined by {@code tokenizer.json}.
 *
 * <p>Prompt and response are tokenised separately and their ids concatenated, so that the boundary
 * is a fixed index. No special tokens are added here: the encoder adds them by id. Text stays text:
 * the spelling of a control token, such as {@code "</s>"}, becomes ordinary tokens, except in
 * templates passed through {@link #marked}.
 */
public final class Tokenizer {
  private static final int SHOWN = 160;

  private final HuggingFaceTokenizer tokenizer;
  private final EncodedTexts encoded;
  private final byte[] json;
  private final boolean prependsSpace;
  private final ControlTokens controls;
  private final LiteralTokens literals;
  private final BeginOfText begin;
  private final int rows;
  private final int largestId;
  private final CompanionFiles companions;
  private final BeginOfText.AddBos setting;

  private Tokenizer(
      byte[] json, int rows, BeginOfText.AddBos setting, String where, CompanionFiles companions) {
    this.json = json;
    this.rows = rows;
    this.companions = companions;
    this.setting = setting;
    this.largestId = TokenizerGuard.largestId(json, rows, where);
    PyTorch.configure();
    try {
      JsonObject root = new TokenizerJson(json).root(rows);
      this.controls = ControlTokens.of(root);
      this.literals = LiteralTokens.of(root);
      this.begin = BeginOfText.of(root, setting);
      controls.respell(root);
      this.tokenizer = loaded(root);
      this.encoded = EncodedTexts.of(tokenizer);
      this.prependsSpace =
          Arrays.equals(encode("a"), encode(" a")) || new TokenizerJson(json).prependsSpace();
    } catch (IOException | RuntimeException e) {
      throw new InvalidInputException(
          where + ": not a Hugging Face tokenizer (" + firstLine(e) + ").", e);
    }
  }

  private static HuggingFaceTokenizer loaded(JsonObject root) throws IOException {
    return HuggingFaceTokenizer.newInstance(
        new ByteArrayInputStream(TokenizerJson.bytes(root)),
        Map.of("addSpecialTokens", "false", "truncation", "false", "padding", "false"));
  }

  /**
   * Reads {@code tokenizer.json}, or the older files of GPT-2 and OPT in its place, and the {@code
   * tokenizer_config.json} beside it if any. The companion files beside it are kept and written to
   * saved folders again.
   *
   * @param rows how many ids the model has. Control tokens beyond them are text here, such as the
   *     one for images that Gemma 3's models of text have in common with those of images.
   */
  public static Tokenizer read(Path file, int rows) {
    byte[] json = TokenizerGuard.bytes(file);
    CompanionFiles companions = CompanionFiles.of(file.toAbsolutePath().getParent());
    return of(json, rows, companions, file.toString());
  }

  /** Makes a tokenizer from the contents of a {@code tokenizer.json} and of the files beside it. */
  public static Tokenizer of(byte[] json, int rows, CompanionFiles companions, String where) {
    String settings = Path.of(where).resolveSibling(CompanionFiles.TOKENIZER_CONFIG).toString();
    BeginOfText.AddBos setting = BeginOfText.AddBos.of(companions, settings);
    return new Tokenizer(json.clone(), rows, setting, where, companions);
  }

  /** Makes a tokenizer from the contents of a {@code tokenizer.json}. */
  public static Tokenizer of(byte[] json, String where) {
    return new Tokenizer(
        json.clone(), TokenizerJson.ALL_ROWS, BeginOfText.AddBos.NONE, where, CompanionFiles.NONE);
  }

  /** Returns a hash of everything that this tokenizer was made from. */
  String identity() {
    StringBuilder all = new StringBuilder(Arrays.hashCode(json) + " " + setting);
    companions.files().forEach((name, bytes) -> all.append(name).append(Arrays.hashCode(bytes)));
    return all.toString();
  }

  /** Returns the files that this tokenizer was made from, for another process. */
  Portable.Parts parts() {
    return new TokenizerParts(json, rows, setting, companions);
  }

  private record TokenizerParts(
      byte[] json, int rows, BeginOfText.AddBos setting, CompanionFiles companions)
      implements Portable.Parts {
    @Override
    public Object whole() {
      return new Tokenizer(json, rows, setting, "tokenizer.json", companions);
    }
  }

  /**
   * Returns the id that begins a text, or -1 if this tokenizer adds none: its post-processor and
   * {@code add_bos_token} decide. A tokenizer that has neither uses the model's id.
   *
   * @param stated the model's {@code bos_token_id}, or -1
   */
  public int begin(int stated) {
    return begin.id(stated);
  }

  /**
   * Returns a template whose control tokens will be read as such; data filled in later stays text.
   */
  public String marked(String template) {
    return controls.marked(template);
  }

  /** Rejects data that contains the spellings written by {@link #marked}. */
  void requireText(String text) {
    controls.requireText(text);
  }

  /**
   * Returns the ids of a text, without special tokens; control tokens in it are read as plain text.
   */
  public int[] encode(String text) {
    return called(() -> encoded.ids(text));
  }

  /**
   * Returns the ids of a response that follows a prompt: separated by exactly one space, whether or
   * not the text starts with one.
   */
  public int[] encodeResponse(String response) {
    String text = response.strip();
    return encode(prependsSpace ? text : " " + text);
  }

  /** Returns the ids of a text inside another, without a space before it. */
  int[] encodeInside(String text) {
    String anchor = anchor(text);
    int[] both = encode(anchor + text);
    return Arrays.copyOfRange(both, encode(anchor).length, both.length);
  }

  /** Returns what to tokenise before a text so that it is cut as inside another; or nothing. */
  String anchor(String text) {
    return isPrefix("\n", text) ? "\n" : "";
  }

  /** Returns whether a text keeps its tokens when another follows. */
  boolean isPrefix(String text, String following) {
    int[] first = encode(text);
    int[] both = encode(text + following);
    return both.length >= first.length
        && Arrays.equals(first, 0, first.length, both, 0, first.length);
  }

  /** Returns the first position of each token in a text and the position after it. */
  List<int[]> spans(String text) {
    CharSpan[] spans = called(() -> tokenizer.encode(text, false, false).getCharTokenSpans());
    int[] units = new int[text.codePointCount(0, text.length()) + 1];
    for (int i = 1; i < units.length; i++) {
      units[i] = text.offsetByCodePoints(units[i - 1], 1);
    }
    return Arrays.stream(spans)
        .map(span -> span == null ? new int[2] : unitSpan(span, units))
        .toList();
  }

  /** The native library counts code points. */
  private static int[] unitSpan(CharSpan span, int[] units) {
    return new int[] {units[span.getStart()], units[span.getEnd()]};
  }

  /** Returns whether a formatted prompt ends with white space or a control token. */
  boolean setsOff(String prompt) {
    if (prompt.isEmpty()) {
      return false;
    }
    char last = prompt.charAt(prompt.length() - 1);
    return Character.isWhitespace(last) || controls.closes(last);
  }

  /** Returns the end of the first control token at or after a position of a text, or -1. */
  int afterControl(String text, int from) {
    return controls.after(text, from);
  }

  /** Returns the chat template in the folder. */
  public Optional<ChatTemplate> chatTemplate() {
    return ChatTemplate.in(companions.files());
  }

  /** Returns the text of ids, without special tokens. */
  public String decode(int[] ids) {
    long[] wide = Arrays.stream(ids).asLongStream().toArray();
    return called(() -> literals.decode(wide, part -> tokenizer.decode(part, true)));
  }

  /** Calls the native library, which finds some faults of a tokenizer only at a text. */
  private static <T> T called(Supplier<T> call) {
    try {
      return call.get();
    } catch (RuntimeException e) {
      throw new InvalidInputException(
          "The tokenizer fails on a text (" + firstLine(e) + "); fetch tokenizer.json again.", e);
    }
  }

  /** Returns the text of one token as in the vocabulary, for showing boundaries. */
  public String token(int id) {
    long[] one = {id};
    return controls.unmarked(
        called(() -> literals.decode(one, part -> tokenizer.decode(part, false))));
  }

  /** Returns the id of a text that is exactly one special token. */
  public Optional<Integer> id(String token) {
    int[] ids = encode(marked(token));
    return ids.length == 1 ? Optional.of(ids[0]) : Optional.empty();
  }

  /** Returns the companion files of {@code tokenizer.json}. */
  public CompanionFiles companions() {
    return companions;
  }

  /** Returns the largest id in the vocabulary, added tokens included, that a text can have. */
  public int largestId() {
    return largestId;
  }

  /**
   * Returns a tokenizer with the given tokens added; existing ones are unchanged. New ids follow
   * the largest id.
   */
  Tokenizer with(List<String> tokens) {
    List<String> missing = tokens.stream().filter(token -> !knows(token)).toList();
    return new Tokenizer(
        new TokenizerJson(json).with(missing, largestId() + 1).bytes(),
        TokenizerJson.ALL_ROWS,
        setting,
        "tokenizer.json with new tokens",
        companions);
  }

  /** Returns whether a text is a single token, and not just an unknown word. */
  boolean knows(String text) {
    int[] ids = encode(marked(text));
    return ids.length == 1 && token(ids[0]).strip().equals(text);
  }

  /** Returns whether the first ids stand for the same tokens in another tokenizer. */
  public boolean sharesFirst(Tokenizer other, int ids) {
    for (int id = 0; id < ids; id++) {
      if (!token(id).equals(other.token(id))) {
        return false;
      }
    }
    return true;
  }

  /** Returns the contents of {@code tokenizer.json}. */
  public byte[] json() {
    return json.clone();
  }

  private static String firstLine(Throwable e) {
    String message = String.valueOf(e.getMessage());
    String line = message.lines().findFirst().orElse(e.getClass().getSimpleName());
    return line.length() <= SHOWN ? line : line.substring(0, SHOWN) + "…";
  }
}
