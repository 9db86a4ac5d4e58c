package org.attune.data;

import com.google.gson.GsonBuilder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A byte-level byte-pair encoding, as {@link BpeTrainer} learns it.
 *
 * <p>Ids are assigned in this order: the special tokens, the 256 bytes by value, the merges in the
 * order in which they were learned. A text is first split into words by GPT-2's rule, with every
 * digit on its own; then the earliest learned merge is applied until none applies.
 *
 * <p>{@link #toJson()} writes what Hugging Face calls {@code tokenizer.json}, which their library
 * reads with the same result.
 *
 * @param specials special tokens
 * @param merges pairs of byte or merge numbers: 0 to 255 are bytes, 256 is the first merge
 */
public record Bpe(List<String> specials, List<Merge> merges) {
  /** Two tokens that are merged into one. */
  public record Merge(int left, int right) {}

  /** GPT-2's pattern for splitting a text into words. */
  private static final Pattern WORDS =
      Pattern.compile(
          "'s|'t|'re|'ve|'m|'ll|'d| ?\\p{L}+| ?\\p{N}+| ?[^\\s\\p{L}\\p{N}]+|\\s+(?!\\S)|\\s+",
          Pattern.UNICODE_CHARACTER_CLASS);

  /** A single digit, or a run of other characters. */
  private static final Pattern DIGITS = Pattern.compile("\\p{N}|\\P{N}+");

  private static final String BEGIN = "<s>";

  /** Special tokens that decoding may skip; others, such as a reward's marker, are kept. */
  private static final Set<String> CONTROL = Set.of("<s>", "</s>", "<pad>", "<unk>");

  /** Copies the lists. */
  public Bpe {
    specials = List.copyOf(specials);
    merges = List.copyOf(merges);
  }

  /** Returns the number of tokens. */
  public int size() {
    return specials.size() + 256 + merges.size();
  }

  /** Encodes a text; a special token's spelling in the text is encoded as plain text. */
  public List<Integer> encode(String text) {
    Map<Merge, Integer> ranks = ranks();
    List<Integer> ids = new ArrayList<>();
    for (String word : words(text)) {
      encodeWord(bytes(word), ranks).forEach(token -> ids.add(specials.size() + token));
    }
    return List.copyOf(ids);
  }

  /** Returns the names of all tokens by id, with bytes written as GPT-2's printable letters. */
  public List<String> vocabulary() {
    List<String> names = new ArrayList<>();
    String letters = letters();
    for (int b = 0; b < 256; b++) {
      names.add(letters.substring(b, b + 1));
    }
    merges.forEach(m -> names.add(names.get(m.left()) + names.get(m.right())));
    names.addAll(0, specials);
    return List.copyOf(names);
  }

  /** Writes this encoding in the format of Hugging Face's {@code tokenizer.json}. */
  public String toJson() {
    Map<String, Object> json = new LinkedHashMap<>();
    json.put("version", "1.0");
    json.put("truncation", null);
    json.put("padding", null);
    json.put("added_tokens", addedTokens());
    json.put("normalizer", null);
    json.put("pre_tokenizer", preTokenizer());
    json.put("post_processor", beginOfText());
    json.put("decoder", byteLevel());
    json.put("model", model());
    return new GsonBuilder()
            .setPrettyPrinting()
            .disableHtmlEscaping()
            .serializeNulls()
            .create()
            .toJson(json)
        + "\n";
  }

  /** The post-processor that puts begin-of-text before a text; null where there is none. */
  private Map<String, Object> beginOfText() {
    int id = specials.indexOf(BEGIN);
    if (id < 0) {
      return null;
    }
    Map<String, Object> begin = Map.of("SpecialToken", placed(BEGIN, 0));
    Map<String, Object> first = Map.of("Sequence", placed("A", 0));
    Map<String, Object> second = Map.of("Sequence", placed("B", 1));
    Map<String, Object> token = new LinkedHashMap<>();
    token.put("id", BEGIN);
    token.put("ids", List.of(id));
    token.put("tokens", List.of(BEGIN));
    Map<String, Object> template = new LinkedHashMap<>();
    template.put("type", "TemplateProcessing");
    template.put("single", List.of(begin, first));
    template.put("pair", List.of(begin, first, second));
    template.put("special_tokens", Map.of(BEGIN, token));
    return template;
  }

  private static Map<String, Object> placed(String id, int type) {
    Map<String, Object> place = new LinkedHashMap<>();
    place.put("id", id);
    place.put("type_id", type);
    return place;
  }

  /** Splits a text into words. */
  static List<String> words(String text) {
    List<String> words = new ArrayList<>();
    Matcher part = DIGITS.matcher(text);
    while (part.find()) {
      Matcher word = WORDS.matcher(part.group());
      while (word.find()) {
        words.add(word.group());
      }
    }
    return words;
  }

  /** Returns a word's bytes. */
  static List<Integer> bytes(String word) {
    List<Integer> bytes = new ArrayList<>();
    for (byte b : word.getBytes(StandardCharsets.UTF_8)) {
      bytes.add(b & 0xff);
    }
    return bytes;
  }

  /** Applies one merge wherever it fits, from left to right. */
  static List<Integer> merged(List<Integer> tokens, Merge merge, int id) {
    List<Integer> out = new ArrayList<>(tokens.size());
    for (int i = 0; i < tokens.size(); i++) {
      boolean fits =
          i + 1 < tokens.size()
              && tokens.get(i) == merge.left()
              && tokens.get(i + 1) == merge.right();
      out.add(fits ? id : tokens.get(i));
      i += fits ? 1 : 0;
    }
    return out;
  }

  private Map<Merge, Integer> ranks() {
    Map<Merge, Integer> ranks = new LinkedHashMap<>();
    merges.forEach(merge -> ranks.put(merge, ranks.size()));
    return ranks;
  }

  private List<Integer> encodeWord(List<Integer> tokens, Map<Merge, Integer> ranks) {
    List<Integer> current = tokens;
    while (true) {
      int best = merges.size();
      for (int i = 0; i + 1 < current.size(); i++) {
        Merge pair = new Merge(current.get(i), current.get(i + 1));
        best = Math.min(best, ranks.getOrDefault(pair, best));
      }
      if (best == merges.size()) {
        return current;
      }
      current = merged(current, merges.get(best), 256 + best);
    }
  }

  private List<Map<String, Object>> addedTokens() {
    List<Map<String, Object>> tokens = new ArrayList<>();
    for (int id = 0; id < specials.size(); id++) {
      Map<String, Object> token = new LinkedHashMap<>();
      token.put("id", id);
      token.put("content", specials.get(id));
      token.put("single_word", false);
      token.put("lstrip", false);
      token.put("rstrip", false);
      token.put("normalized", false);
      token.put("special", CONTROL.contains(specials.get(id)));
      tokens.add(token);
    }
    return tokens;
  }

  private static Map<String, Object> preTokenizer() {
    Map<String, Object> digits = new LinkedHashMap<>();
    digits.put("type", "Digits");
    digits.put("individual_digits", true);
    Map<String, Object> sequence = new LinkedHashMap<>();
    sequence.put("type", "Sequence");
    sequence.put("pretokenizers", List.of(digits, byteLevel()));
    return sequence;
  }

  private static Map<String, Object> byteLevel() {
    Map<String, Object> json = new LinkedHashMap<>();
    json.put("type", "ByteLevel");
    json.put("add_prefix_space", false);
    json.put("trim_offsets", true);
    json.put("use_regex", true);
    return json;
  }

  private Map<String, Object> model() {
    List<String> names = vocabulary();
    Map<String, Integer> vocab = new LinkedHashMap<>();
    names.forEach(name -> vocab.put(name, vocab.size()));
    int first = specials.size();
    Map<String, Object> json = new LinkedHashMap<>();
    json.put("type", "BPE");
    json.put("dropout", null);
    json.put("unk_token", null);
    json.put("continuing_subword_prefix", null);
    json.put("end_of_word_suffix", null);
    json.put("fuse_unk", false);
    json.put("byte_fallback", false);
    json.put("ignore_merges", false);
    json.put("vocab", vocab);
    json.put(
        "merges",
        merges.stream()
            .map(m -> names.get(first + m.left()) + " " + names.get(first + m.right()))
            .toList());
    return json;
  }

  /** Returns GPT-2's letter for every byte: itself if it prints, else one from U+0100 on. */
  private static String letters() {
    StringBuilder letters = new StringBuilder();
    int next = 256;
    for (int b = 0; b < 256; b++) {
      boolean prints = (b >= '!' && b <= '~') || (b >= 0xa1 && b <= 0xac) || b >= 0xae;
      letters.append((char) (prints ? b : next++));
    }
    return letters.toString();
  }
}
