package org.attune.model.io;

import com.google.gson.JsonArray;
import com.google.gson.JsonObject;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.attune.model.family.ConfigKeys;
import org.attune.util.InvalidInputException;

/**
 * llama.cpp's names for the ways in which tokenizers cut texts into words before merging, and what
 * {@code tokenizer.json} says of these ways.
 */
final class GgufPreTokenizer {
  private static final String REST =
      "| ?[^\\s\\p{L}\\p{N}]+[\\r\\n]*|\\s*[\\r\\n]+|\\s+(?!\\S)|\\s+";

  private static final String WORDS =
      "(?i:'s|'t|'re|'ve|'m|'ll|'d)|[^\\r\\n\\p{L}\\p{N}]?\\p{L}+|\\p{N}%s" + REST;

  private static final String ANY_CASE =
      "[^\\r\\n\\p{L}\\p{N}]?[\\p{Lu}\\p{Lt}\\p{Lm}\\p{Lo}\\p{M}]*[\\p{Ll}\\p{Lm}\\p{Lo}\\p{M}]+";

  private static final String CAPITALS =
      "[^\\r\\n\\p{L}\\p{N}]?[\\p{Lu}\\p{Lt}\\p{Lm}\\p{Lo}\\p{M}]+[\\p{Ll}\\p{Lm}\\p{Lo}\\p{M}]*";

  private static final String ENDINGS = "(?i:'s|'t|'re|'ve|'m|'ll|'d)?";

  private static final String OTHERS =
      "| ?[^\\s\\p{L}\\p{N}]+[\\r\\n/]*|\\s*[\\r\\n]+|\\s+(?!\\S)|\\s+";

  private static final String IDEOGRAPHS = "[\u4e00-\u9fa5\u3040-\u309f\u30a0-\u30ff]+";

  private static final String PUNCTUATED =
      "[!\"#$%&'()*+,\\-./:;<=>?@\\[\\\\\\]^_`{|}~][A-Za-z]+|[^\\r\\n\\p{L}\\p{P}\\p{S}]?[\\p{L}\\p{M}]+"
          + "| ?[\\p{P}\\p{S}]+[\\r\\n]*|\\s*[\\r\\n]+|\\s+(?!\\S)|\\s+";

  private static final String GPT_2 = "gpt-2";
  private static final String DIGITS = "smollm";

  /** Patterns by which texts are cut, one after the other, by llama.cpp's name. */
  private static final Map<String, List<String>> CUTS =
      Map.of(
          GPT_2,
          List.of(),
          DIGITS,
          List.of("\\p{N}"),
          "dbrx",
          List.of(WORDS.formatted("{1,3}")),
          "qwen2",
          List.of(WORDS.formatted("")),
          "gpt-4o",
          List.of(ANY_CASE + ENDINGS + "|" + CAPITALS + ENDINGS + "|\\p{N}{1,3}" + OTHERS),
          "tekken",
          List.of(ANY_CASE + "|" + CAPITALS + "|\\p{N}" + OTHERS),
          "deepseek-v3",
          List.of("\\p{N}{1,3}", IDEOGRAPHS, PUNCTUATED));

  /** The name of the same cutting where a word that is a token is taken without merging. */
  private static final Map<String, String> WHOLE_WORDS = Map.of("dbrx", "llama-bpe");

  /** Other names for the same ways, by the names above. */
  private static final Map<String, Set<String>> ALIASES =
      Map.of(
          GPT_2,
          Set.of("phi-2", "exaone4", "mpt", "olmo", "jais", "trillion", "gigachat", "mellum"),
          DIGITS,
          Set.of("starcoder", "refact", "command-r", "codeshell"),
          "dbrx",
          Set.of("smaug-bpe", "glm4", "chatglm-bpe"),
          "llama-bpe",
          Set.of("llama3", "llama-v3", "falcon3", "falcon-h1", "pixtral", "midm-2.0", "lfm2"),
          "qwen2",
          Set.of("stablelm2", "deepseek-r1-qwen", "megrez", "hunyuan", "solar-open"),
          "gpt-4o",
          Set.of("llama4", "kanana2"),
          "deepseek-v3",
          Set.of("hunyuan-dense"));

  /** The tokenizers of these names compose characters and accents first. */
  private static final Set<String> COMPOSES = Set.of("qwen2", "olmo", "mpt", "command-r");

  private GgufPreTokenizer() {}

  /** Returns llama.cpp's name for the way in which texts are cut into words. */
  static String name(JsonObject json) {
    JsonObject cutter = json.getAsJsonObject("pre_tokenizer");
    JsonArray steps = cutter.getAsJsonArray("pretokenizers"); // null for a single step
    JsonObject first = steps == null ? cutter : steps.get(0).getAsJsonObject();
    String kind = first.get("type").getAsString();
    if (kind.equals("ByteLevel") && (steps == null || steps.size() == 1)) {
      return GPT_2;
    }
    if (kind.equals("Digits") && new ConfigKeys(first, "").flag("individual_digits", false)) {
      return DIGITS;
    }
    Optional<String> name = kind.equals("Split") ? cut(first) : Optional.empty();
    InvalidInputException.unless(
        name.isPresent(),
        "tokenizer.json: 'pre_tokenizer' splits texts in a way that has no known name in llama.cpp;"
            + " GGUF is written for those of GPT-2, SmolLM, Llama 3, GPT-4, GPT-4o and Qwen 2.");
    boolean whole = new ConfigKeys(json.getAsJsonObject("model"), "").flag("ignore_merges", false);
    return whole ? WHOLE_WORDS.getOrDefault(name.get(), name.get()) : name.get();
  }

  private static Optional<String> cut(JsonObject split) {
    return List.of("dbrx", "qwen2", "gpt-4o").stream()
        .filter(name -> split.get("pattern").equals(split(CUTS.get(name).get(0)).get("pattern")))
        .findFirst();
  }

  /** Returns whether a word that is a token is taken without merging. */
  static boolean takesWholeWords(String name) {
    String known = known(name).orElse("");
    return known.equals("llama-bpe") || known.equals("tekken");
  }

  /** Returns whether characters and accents are composed first. */
  static boolean composes(String name) {
    return COMPOSES.contains(name);
  }

  /**
   * Returns what {@code tokenizer.json} says of a way of cutting, if llama.cpp's name is known.
   *
   * @param prefix whether a text gets a blank in front
   */
  static Optional<JsonObject> steps(String name, boolean prefix) {
    return known(name)
        .map(known -> known.equals("llama-bpe") ? "dbrx" : known)
        .map(known -> steps(CUTS.get(known), known, prefix));
  }

  private static Optional<String> known(String name) {
    if (CUTS.containsKey(name) || WHOLE_WORDS.containsValue(name)) {
      return Optional.of(name);
    }
    return ALIASES.entrySet().stream()
        .filter(alias -> alias.getValue().contains(name))
        .map(Map.Entry::getKey)
        .findFirst();
  }

  private static JsonObject steps(List<String> patterns, String known, boolean prefix) {
    boolean words = known.equals(GPT_2) || known.equals(DIGITS);
    JsonObject bytes = byteLevel(prefix, words);
    if (patterns.isEmpty()) {
      return bytes;
    }
    List<JsonObject> all = new ArrayList<>();
    patterns.forEach(pattern -> all.add(known.equals(DIGITS) ? digits() : split(pattern)));
    all.add(bytes);
    JsonArray steps = new JsonArray();
    all.forEach(steps::add);
    JsonObject sequence = typed("Sequence");
    sequence.add("pretokenizers", steps);
    return sequence;
  }

  /** Returns the step that writes bytes as characters, and may cut texts as GPT-2 does. */
  static JsonObject byteLevel(boolean prefix, boolean words) {
    JsonObject step = typed("ByteLevel");
    step.addProperty("add_prefix_space", prefix);
    step.addProperty("trim_offsets", true);
    step.addProperty("use_regex", words);
    return step;
  }

  private static JsonObject digits() {
    JsonObject step = typed("Digits");
    step.addProperty("individual_digits", true);
    return step;
  }

  private static JsonObject split(String regex) {
    JsonObject pattern = new JsonObject();
    pattern.addProperty("Regex", regex);
    JsonObject step = typed("Split");
    step.add("pattern", pattern);
    step.addProperty("behavior", "Isolated");
    step.addProperty("invert", false);
    return step;
  }

  private static JsonObject typed(String type) {
    JsonObject step = new JsonObject();
    step.addProperty("type", type);
    return step;
  }
}
