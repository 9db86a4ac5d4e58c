package org.attune.model.io;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.google.gson.JsonArray;
import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import org.attune.Tiny;
import org.attune.model.LanguageModel;
import org.attune.model.LlamaConfig;
import org.attune.model.Tokenizer;
import org.attune.model.family.ArchitectureBuilder;
import org.attune.util.InvalidInputException;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

@DisplayName("The tokenizer of a GGUF file")
final class GgufTokenizerTest {
  private static final String BLANK = "\u2581";

  /** Cutting as GPT-4 does it; Llama 3 does the same, and takes words that are tokens whole. */
  private static final String GPT_4 =
      "(?i:'s|'t|'re|'ve|'m|'ll|'d)|[^\\r\\n\\p{L}\\p{N}]?\\p{L}+|\\p{N}{1,3}"
          + "| ?[^\\s\\p{L}\\p{N}]+[\\r\\n]*|\\s*[\\r\\n]+|\\s+(?!\\S)|\\s+";

  /** Cutting as GPT-4o and Phi-4 do it. */
  private static final String GPT_4O =
      "[^\\r"
          + "\\n"
          + "\\p{L}\\p{N}]?[\\p{Lu}\\p{Lt}\\p{Lm}\\p{Lo}\\p{M}]*[\\p{Ll}\\p{Lm}\\p{Lo}\\p{M}]+(?i:'s|'t|'re|'ve|'m|'ll|'d)?|[^\\r"
          + "\\n"
          + "\\p{L}\\p{N}]?[\\p{Lu}\\p{Lt}\\p{Lm}\\p{Lo}\\p{M}]+"
          + "[\\p{Ll}\\p{Lm}\\p{Lo}\\p{M}]*(?i:'s|'t|'re|'ve|'m|'ll|'d)?|\\p{N}{1,3}|"
          + " ?[^\\s\\p{L}\\p{N}]+[\\r"
          + "\\n"
          + "/]*|\\s*[\\r"
          + "\\n"
          + "]+|\\s+(?!\\S)|\\s+";

  @TempDir private Path folder;

  private GgufReader written(JsonObject json, String name, Integer... ends) throws IOException {
    Tokenizer tokenizer =
        Tokenizer.of(json.toString().getBytes(StandardCharsets.UTF_8), "tokenizer.json");
    LlamaConfig config =
        new LlamaConfig(
            tokenizer.largestId() + 1,
            8,
            8,
            1,
            2,
            1,
            4,
            32,
            1e-5,
            1e4,
            true,
            2,
            ends[0],
            List.of(ends),
            ArchitectureBuilder.llama(1, 4, 1e4, 32));
    LanguageModel model = LanguageModel.of(config, Tiny.weights(config, 1), tokenizer);
    Path file = folder.resolve(name + ".gguf");
    GgufExport.write(model, name, GgufType.F32, file);
    return new GgufReader(file);
  }

  private static JsonObject parsed(String json) {
    return JsonParser.parseString(json).getAsJsonObject();
  }

  private static JsonObject token(int id, String content, boolean special, boolean strips) {
    JsonObject token = new JsonObject();
    token.addProperty("id", id);
    token.addProperty("content", content);
    token.addProperty("single_word", false);
    token.addProperty("lstrip", false);
    token.addProperty("rstrip", strips);
    token.addProperty("normalized", false);
    token.addProperty("special", special);
    return token;
  }

  /** Returns a tokenizer that merges characters; the added tokens come first. */
  private static JsonObject characters(JsonArray added, JsonObject normalizer) {
    JsonObject vocabulary = new JsonObject();
    added.forEach(
        each ->
            vocabulary.add(
                each.getAsJsonObject().get("content").getAsString(),
                each.getAsJsonObject().get("id")));
    for (String piece : List.of("a", "b", BLANK, "\n", BLANK + BLANK, "ab", "<0x41>")) {
      if (!vocabulary.has(piece)) {
        vocabulary.addProperty(piece, vocabulary.size());
      }
    }
    JsonObject model =
        parsed(
            "{'type': 'BPE', 'unk_token': '<unk>', 'fuse_unk': true, 'byte_fallback': true,"
                + " 'ignore_merges': false}");
    model.add("vocab", vocabulary);
    JsonArray merges = new JsonArray();
    merges.add(BLANK + " " + BLANK);
    merges.add("a b");
    model.add("merges", merges);
    JsonObject json = new JsonObject();
    json.addProperty("version", "1.0");
    json.add("added_tokens", added);
    json.add("normalizer", normalizer);
    json.add("model", model);
    return json;
  }

  private static JsonObject spaces() {
    JsonObject normalizer = parsed("{'type': 'Replace', 'pattern': {'String': ' '}}");
    normalizer.addProperty("content", BLANK);
    return normalizer;
  }

  private static JsonArray gemma() {
    JsonArray added = new JsonArray();
    List<String> special = List.of("<pad>", "<eos>", "<bos>", "<unk>", "<end_of_turn>");
    special.forEach(content -> added.add(token(added.size(), content, true, false)));
    List.of("\n\n", BLANK + BLANK)
        .forEach(content -> added.add(token(added.size(), content, false, false)));
    return added;
  }

  @Test
  @DisplayName(
      "of Gemma gets no blank in front, and finds blanks by merging, line ends before that")
  void likeGemma() throws IOException {
    GgufReader read = written(characters(gemma(), spaces()), "g", 1, 4);
    assertEquals("llama", read.metadata.get("tokenizer.ggml.model"));
    assertEquals(false, read.metadata.get("tokenizer.ggml.add_space_prefix"));
    List<?> tokens = (List<?>) read.metadata.get("tokenizer.ggml.tokens");
    List<?> types = (List<?>) read.metadata.get("tokenizer.ggml.token_type");
    List<?> scores = (List<?>) read.metadata.get("tokenizer.ggml.scores");
    assertEquals(1, types.get(tokens.indexOf(BLANK + BLANK)));
    assertEquals(4, types.get(tokens.indexOf("\n\n")));
    assertEquals(3, types.get(tokens.indexOf("<end_of_turn>")));
    assertEquals(2, types.get(tokens.indexOf("<unk>")));
    assertEquals(6, types.get(tokens.indexOf("<0x41>")));
    assertTrue(
        (float) scores.get(tokens.indexOf(BLANK + BLANK))
            > (float) scores.get(tokens.indexOf("ab")),
        "earlier merges come first");
    assertEquals(3, read.metadata.get("tokenizer.ggml.unknown_token_id"));
  }

  @Test
  @DisplayName("names every id that ends an answer where llama.cpp and Ollama look for them")
  void ends() throws IOException {
    GgufReader several = written(characters(gemma(), spaces()), "several", 4, 1, 0);
    assertEquals(4, several.metadata.get("tokenizer.ggml.eos_token_id"));
    assertEquals(1, several.metadata.get("tokenizer.ggml.eot_token_id"));
    assertEquals(0, several.metadata.get("tokenizer.ggml.eom_token_id"));
    assertEquals(List.of(4, 1, 0), several.metadata.get("tokenizer.ggml.eos_token_ids"));
    GgufReader one = written(characters(gemma(), spaces()), "one", 4);
    assertNull(one.metadata.get("tokenizer.ggml.eot_token_id"));
    assertNull(one.metadata.get("tokenizer.ggml.eos_token_ids"));
  }

  @Test
  @DisplayName("of Phi-3 is known by the model's name, and no other model has such a name")
  void likePhi3() throws IOException {
    JsonArray added = new JsonArray();
    added.add(token(0, "<unk>", true, false));
    added.add(token(1, "</s>", false, true));
    added.add(token(2, "<s>", true, false));
    added.add(token(3, "<|endoftext|>", true, false));
    added.add(token(4, "<|end|>", true, true));
    JsonObject normalizer = parsed("{'type': 'Sequence', 'normalizers': []}");
    JsonObject prepend = parsed("{'type': 'Prepend'}");
    prepend.addProperty("prepend", BLANK);
    normalizer.getAsJsonArray("normalizers").add(prepend);
    normalizer.getAsJsonArray("normalizers").add(spaces());
    JsonObject phi = characters(added, normalizer);
    assertEquals("mine (Phi-3)", written(phi, "mine", 4).metadata.get("general.name"));
    GgufReader named = written(phi, "my-phi-3", 4);
    assertEquals("my-phi-3", named.metadata.get("general.name"));
    assertEquals(true, named.metadata.get("tokenizer.ggml.add_space_prefix"));
    JsonObject other = characters(gemma(), spaces());
    assertEquals("Phi 3-mini", written(other, "Phi3-mini", 1).metadata.get("general.name"));
  }

  private static JsonObject bytes(String regex, boolean whole) {
    JsonObject json = characters(gemma(), null);
    json.getAsJsonObject("model").addProperty("byte_fallback", false);
    json.getAsJsonObject("model").addProperty("ignore_merges", whole);
    JsonObject split = parsed("{'type': 'Split', 'behavior': 'Isolated', 'invert': false}");
    JsonObject pattern = new JsonObject();
    pattern.addProperty("Regex", regex);
    split.add("pattern", pattern);
    JsonArray steps = new JsonArray();
    steps.add(split);
    steps.add(
        parsed(
            "{'type': 'ByteLevel', 'add_prefix_space': false, 'trim_offsets': true, 'use_regex':"
                + " false}"));
    JsonObject both = parsed("{'type': 'Sequence'}");
    both.add("pretokenizers", steps);
    json.add("pre_tokenizer", both);
    return json;
  }

  @Test
  @DisplayName("over bytes is known by how it cuts texts and whether it takes words whole")
  void cuts() throws IOException {
    String key = "tokenizer.ggml.pre";
    assertEquals("dbrx", written(bytes(GPT_4, false), "gpt4", 1).metadata.get(key));
    assertEquals("llama-bpe", written(bytes(GPT_4, true), "llama3", 1).metadata.get(key));
    assertEquals("gpt-4o", written(bytes(GPT_4O, false), "gpt4o", 1).metadata.get(key));
    String said =
        assertThrows(InvalidInputException.class, () -> written(bytes("\\d", false), "digits", 1))
            .getMessage();
    assertTrue(said.contains("no known name in llama.cpp"), said);
  }
}
