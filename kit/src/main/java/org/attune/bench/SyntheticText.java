package org.attune.bench;

import com.google.gson.JsonArray;
import com.google.gson.JsonObject;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.SplittableRandom;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.attune.model.PromptTemplate;
import org.attune.model.TokenizedExample;
import org.attune.model.Tokenizer;

/**
 * Generates meaningless text in which every word is one token: speed does not depend on the
 * content, and lengths are exact.
 */
final class SyntheticText {
  /** The id that begins a text. */
  static final int BOS = 0;

  /** The id that ends a text. */
  static final int EOS = 1;

  /** A template without additions, so that prompt lengths are known. */
  static final PromptTemplate LAYOUT = new PromptTemplate("{instruction}", "", 0);

  private final SplittableRandom random;
  private final int vocabulary;

  SyntheticText(int vocabulary, long seed) {
    this.vocabulary = vocabulary;
    this.random = new SplittableRandom(seed);
  }

  /** Returns a tokenizer that splits at spaces. */
  static Tokenizer tokenizer(int vocabulary) {
    JsonObject ids = new JsonObject();
    IntStream.range(0, vocabulary).forEach(id -> ids.addProperty(word(id), id));
    JsonArray special = new JsonArray();
    Stream.of(BOS, EOS).map(SyntheticText::special).forEach(special::add);
    JsonObject model = new JsonObject();
    model.addProperty("type", "WordLevel");
    model.add("vocab", ids);
    model.addProperty("unk_token", word(vocabulary - 1));
    JsonObject cut = new JsonObject();
    cut.addProperty("type", "WhitespaceSplit");
    JsonObject json = new JsonObject();
    json.addProperty("version", "1.0");
    json.add("added_tokens", special);
    json.add("pre_tokenizer", cut);
    json.add("model", model);
    return Tokenizer.of(json.toString().getBytes(StandardCharsets.UTF_8), "the bench's tokenizer");
  }

  private static JsonObject special(int id) {
    JsonObject token = new JsonObject();
    token.addProperty("id", id);
    token.addProperty("content", word(id));
    List.of("single_word", "lstrip", "rstrip", "normalized")
        .forEach(flag -> token.addProperty(flag, false));
    token.addProperty("special", true);
    return token;
  }

  private static String word(int id) {
    return id == BOS ? "<s>" : id == EOS ? "</s>" : "w" + id;
  }

  /** Returns ordinary ids. */
  int[] ids(int count) {
    return random.ints(count, EOS + 1, vocabulary).toArray();
  }

  /** Returns a text with the given number of tokens. */
  String text(int tokens) {
    return IntStream.of(ids(tokens)).mapToObj(SyntheticText::word).collect(Collectors.joining(" "));
  }

  /** Returns a prompt with the given number of tokens, including begin-of-text. */
  int[] prompt(int tokens) {
    int[] ids = ids(tokens);
    ids[0] = BOS;
    return ids;
  }

  /** Returns sequences of {@code inputs} input tokens, each of which predicts a token. */
  List<TokenizedExample> wholes(int rows, int inputs) {
    return rows(rows, 1, inputs);
  }

  /** Returns prompts with responses of the given lengths in tokens. */
  List<TokenizedExample> rows(int rows, int promptTokens, int responseTokens) {
    return IntStream.range(0, rows)
        .mapToObj(row -> new TokenizedExample(prompt(promptTokens), ids(responseTokens)))
        .toList();
  }
}
