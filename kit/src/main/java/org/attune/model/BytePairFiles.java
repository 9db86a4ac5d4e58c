package org.attune.model;

import com.google.gson.JsonArray;
import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import com.google.gson.JsonPrimitive;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import org.attune.data.JsonValidator;
import org.attune.util.InvalidInputException;

/**
 * The tokenizer of a folder from before {@code tokenizer.json}, as fine-tuned GPT-2s and OPT have
 * it: {@code vocab.json}, {@code merges.txt} and the names of special tokens. They become what
 * transformers' {@code GPT2Tokenizer} makes of them.
 */
final class BytePairFiles {
  private static final String VOCABULARY = "vocab.json";
  private static final String MERGES = "merges.txt";
  private static final int LARGEST = 64 << 20;
  private static final Set<String> CLASSES = Set.of("GPT2Tokenizer", "GPT2TokenizerFast");

  /** The models that have such a tokenizer where no file names its class. */
  private static final Set<String> MODELS = Set.of("gpt2", "opt");

  private static final String END = "<|endoftext|>";
  private static final List<String> SPECIAL =
      List.of("bos_token", "eos_token", "unk_token", "pad_token");

  private final Path folder;
  private final JsonObject settings;

  private BytePairFiles(Path folder) {
    this.folder = folder;
    this.settings = object("tokenizer_config.json");
  }

  /** Returns whether a folder has such files and no {@code tokenizer.json}. */
  static boolean are(Path folder) {
    return !Files.isRegularFile(folder.resolve("tokenizer.json"))
        && Files.isRegularFile(folder.resolve(VOCABULARY))
        && Files.isRegularFile(folder.resolve(MERGES));
  }

  /** Returns the same tokenizer as the contents of a {@code tokenizer.json}. */
  static byte[] json(Path folder) {
    BytePairFiles files = new BytePairFiles(folder);
    files.requireKnown();
    return files.tokenizer().toString().getBytes(StandardCharsets.UTF_8);
  }

  private void requireKnown() {
    JsonElement named = settings.get("tokenizer_class");
    JsonElement model = object("config.json").get("model_type");
    boolean known =
        (named == null || named.isJsonNull())
            ? model != null && MODELS.contains(text(model))
            : CLASSES.contains(text(named));
    InvalidInputException.unless(
        known,
        "%s: there is no tokenizer.json, and only GPT2Tokenizer is read from vocab.json and"
            + " merges.txt; this one is %s. Write the file in Python:"
            + " AutoTokenizer.from_pretrained(folder).save_pretrained(folder).",
        folder,
        named == null ? "not named" : text(named));
  }

  private JsonObject tokenizer() {
    JsonObject vocabulary = object(VOCABULARY);
    JsonObject tokenizer = new JsonObject();
    tokenizer.addProperty("version", "1.0");
    tokenizer.add("added_tokens", added(vocabulary));
    tokenizer.add("pre_tokenizer", byteLevel(is(settings, "add_prefix_space")));
    tokenizer.add(
        "post_processor", is(settings, "add_bos_token") ? begin(vocabulary) : byteLevel(true));
    tokenizer.add("decoder", byteLevel(true));
    JsonObject model = new JsonObject();
    model.addProperty("type", "BPE");
    model.addProperty("continuing_subword_prefix", "");
    model.addProperty("end_of_word_suffix", "");
    model.add("vocab", vocabulary);
    model.add("merges", merges());
    tokenizer.add("model", model);
    return tokenizer;
  }

  private static boolean is(JsonObject settings, String name) {
    return settings.get(name) instanceof JsonPrimitive flag && flag.getAsBoolean();
  }

  /** Returns what puts begin-of-text before a text. */
  private JsonObject begin(JsonObject vocabulary) {
    String token = content(settings.get("bos_token"));
    InvalidInputException.unless(
        vocabulary.get(token) != null,
        "%s: tokenizer_config.json wants begin-of-text, but bos_token is '%s', which vocab.json"
            + " does not have.",
        folder,
        token);
    String template =
        """
        {"type": "TemplateProcessing",
         "single": [{"SpecialToken": {"id": %1$s, "type_id": 0}},
                    {"Sequence": {"id": "A", "type_id": 0}}],
         "pair": [{"SpecialToken": {"id": %1$s, "type_id": 0}},
                  {"Sequence": {"id": "A", "type_id": 0}},
                  {"SpecialToken": {"id": %1$s, "type_id": 1}},
                  {"Sequence": {"id": "B", "type_id": 1}}],
         "special_tokens": {%1$s: {"id": %1$s, "ids": [%2$s], "tokens": [%1$s]}}}
        """;
    String quoted = new JsonPrimitive(token).toString();
    return JsonParser.parseString(template.formatted(quoted, vocabulary.get(token)))
        .getAsJsonObject();
  }

  private static JsonObject byteLevel(boolean prefix) {
    JsonObject level = new JsonObject();
    level.addProperty("type", "ByteLevel");
    level.addProperty("add_prefix_space", prefix);
    level.addProperty("trim_offsets", true);
    level.addProperty("use_regex", true);
    return level;
  }

  private JsonArray merges() {
    JsonArray merges = new JsonArray();
    byte[] bytes = JsonValidator.bytes(folder.resolve(MERGES), LARGEST);
    // Only the first line may state the version of the format; later ones are merges of "#".
    new String(bytes, StandardCharsets.UTF_8)
        .replaceFirst("\\A#version[^\\n]*\\n", "")
        .lines()
        .filter(line -> !line.isBlank())
        .forEach(merges::add);
    return merges;
  }

  /** Returns the added tokens in the order of their ids. */
  private JsonArray added(JsonObject vocabulary) {
    Map<Integer, JsonObject> added = new TreeMap<>();
    object("added_tokens.json")
        .entrySet()
        .forEach(each -> put(added, new JsonPrimitive(each.getKey()), each.getValue()));
    for (JsonObject file : List.of(object("special_tokens_map.json"), settings)) {
      named(file).forEach(token -> put(added, token, vocabulary.get(content(token))));
    }
    put(added, new JsonPrimitive(END), vocabulary.get(END));
    // Newer versions of transformers state all added tokens here, with how they are cut out.
    if (settings.get("added_tokens_decoder") instanceof JsonObject decoder) {
      decoder.entrySet().forEach(each -> put(added, each.getValue(), id(each.getKey())));
    }
    JsonArray all = new JsonArray();
    added.values().forEach(all::add);
    return all;
  }

  /** Returns the special tokens that a file names, by their roles and others. */
  private static List<JsonElement> named(JsonObject file) {
    List<JsonElement> named = new ArrayList<>();
    SPECIAL.stream().map(file::get).forEach(named::add);
    if (file.get("additional_special_tokens") instanceof JsonArray more) {
      more.forEach(named::add);
    }
    return named;
  }

  private static JsonPrimitive id(String key) {
    return key.matches("[0-9]{1,9}")
        ? new JsonPrimitive(Integer.valueOf(key))
        : new JsonPrimitive(key);
  }

  private void put(Map<Integer, JsonObject> added, JsonElement token, JsonElement id) {
    if (id != null) {
      InvalidInputException.unless(
          id instanceof JsonPrimitive number && number.isNumber(),
          "%s: the id of the token %s is %s; expected a number.",
          folder,
          content(token),
          id);
      added.put(id.getAsInt(), added(id.getAsInt(), token));
    }
  }

  private static JsonObject added(int id, JsonElement token) {
    JsonObject stated = token instanceof JsonObject object ? object : new JsonObject();
    JsonObject added = new JsonObject();
    added.addProperty("id", id);
    added.addProperty("content", content(token));
    for (String flag : List.of("single_word", "lstrip", "rstrip", "normalized")) {
      added.addProperty(flag, is(stated, flag));
    }
    added.addProperty("special", !stated.has("special") || is(stated, "special"));
    return added;
  }

  /** Returns a token that is written as a text, or as an object with its content. */
  private static String content(JsonElement token) {
    return token instanceof JsonObject object ? text(object.get("content")) : text(token);
  }

  private static String text(JsonElement value) {
    return value instanceof JsonPrimitive primitive ? primitive.getAsString() : "";
  }

  private JsonObject object(String name) {
    Path file = folder.resolve(name);
    return Files.isRegularFile(file) ? JsonValidator.read(file, LARGEST) : new JsonObject();
  }
}
