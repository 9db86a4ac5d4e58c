package org.attune;

import ai.djl.Device;
import com.google.gson.JsonArray;
import com.google.gson.JsonObject;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.attune.data.Pair;
import org.attune.model.LanguageModel;
import org.attune.model.LlamaConfig;
import org.attune.model.Tokenizer;
import org.attune.model.WeightShapes;
import org.attune.model.Weights;

/** Very small models that speak a few words, each of which is one token. */
public final class Tiny {
  /** The id that begins a text. */
  public static final int BOS = 1;

  /** The id that ends a text. */
  public static final int EOS = 2;

  private static final List<String> WORDS =
      Stream.concat(
              Stream.of(
                  "<unk>",
                  "<s>",
                  "</s>",
                  "User:",
                  "Assistant:",
                  "<rm_score>",
                  "-1.0",
                  "0.0",
                  "1.0",
                  "2.0"),
              IntStream.rangeClosed('a', 'v').mapToObj(Character::toString))
          .toList();

  private Tiny() {}

  /** Returns the number of words, which is the vocabulary's size. */
  public static int vocabulary() {
    return WORDS.size();
  }

  /** Returns the id of a word. */
  public static int id(String word) {
    return WORDS.indexOf(word);
  }

  /** Returns a tokenizer that cuts at spaces. */
  public static Tokenizer tokenizer() {
    JsonObject vocabulary = new JsonObject();
    JsonArray added = new JsonArray();
    for (int id = 0; id < WORDS.size(); id++) {
      vocabulary.addProperty(WORDS.get(id), id);
      if (id <= EOS) {
        added.add(special(id));
      }
    }
    JsonObject model = new JsonObject();
    model.addProperty("type", "WordLevel");
    model.add("vocab", vocabulary);
    model.addProperty("unk_token", WORDS.get(0));
    JsonObject cut = new JsonObject();
    cut.addProperty("type", "WhitespaceSplit");
    JsonObject json = new JsonObject();
    json.addProperty("version", "1.0");
    json.add("added_tokens", added);
    json.add("pre_tokenizer", cut);
    json.add("model", model);
    return Tokenizer.of(json.toString().getBytes(StandardCharsets.UTF_8), "the tests' tokenizer");
  }

  private static JsonObject special(int id) {
    JsonObject token = new JsonObject();
    token.addProperty("id", id);
    token.addProperty("content", WORDS.get(id));
    for (String flag : List.of("single_word", "lstrip", "rstrip", "normalized")) {
      token.addProperty(flag, false);
    }
    token.addProperty("special", true);
    return token;
  }

  /** Returns the shape of a model of two layers and a context of 48 tokens. */
  public static LlamaConfig config(int heads, int keyValueHeads, boolean tied) {
    return config(heads, keyValueHeads, tied, 48);
  }

  /** Returns the shape of a model of two layers. */
  public static LlamaConfig config(int heads, int keyValueHeads, boolean tied, int context) {
    return new LlamaConfig(
        vocabulary(), 16, 24, 2, heads, keyValueHeads, 4, context, 1e-5, 10_000, tied, BOS, EOS);
  }

  /** Draws a model whose logits are far from equal, as those of a trained one. */
  public static LanguageModel model(LlamaConfig config, long seed) {
    return LanguageModel.of(config, weights(config, seed), tokenizer());
  }

  /** Draws a model of four heads, two of which share their keys. */
  public static LanguageModel model(long seed) {
    return model(config(4, 2, true), seed);
  }

  /** Draws a model that has not learnt anything, and a width that suffices to learn toys. */
  public static LanguageModel fresh(long seed) {
    LlamaConfig config = LlamaConfig.small(vocabulary(), 32, 2, 4, 2, 48, BOS, EOS);
    return LanguageModel.random(config, tokenizer(), seed, Device.cpu());
  }

  /** Draws weights with the standard deviation 0.3. */
  public static Weights weights(LlamaConfig config, long seed) {
    return Weights.random(WeightShapes.of(config), 0.3, seed, Device.cpu());
  }

  /** Returns four pairs whose responses are labelled with their lengths. */
  public static RewardLabel labelsByLength() {
    return Dataset.ofPairs(
            List.of(
                new Pair("a", "b", "c"),
                new Pair("d e", "f", "g h"),
                new Pair("j", "k k", "l"),
                new Pair("m", "n", "o o o")))
        .rewardLabel((prompt, response) -> response.length());
  }
}
