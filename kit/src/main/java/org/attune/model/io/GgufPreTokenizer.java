package org.attune.model.io;

import com.google.gson.JsonArray;
import com.google.gson.JsonObject;
import java.util.Map;
import org.attune.model.family.ConfigKeys;
import org.attune.util.InvalidInputException;

/** Finds llama.cpp's name for the way in which a tokenizer cuts texts into words before merging. */
final class GgufPreTokenizer {
  private static final String WORDS =
      "(?i:'s|'t|'re|'ve|'m|'ll|'d)|[^\\r\\n\\p{L}\\p{N}]?\\p{L}+|\\p{N}%s"
          + "| ?[^\\s\\p{L}\\p{N}]+[\\r\\n]*|\\s*[\\r\\n]+|\\s+(?!\\S)|\\s+";

  private static final String ANY_CASE =
      "[^\\r\\n\\p{L}\\p{N}]?[\\p{Lu}\\p{Lt}\\p{Lm}\\p{Lo}\\p{M}]*[\\p{Ll}\\p{Lm}\\p{Lo}\\p{M}]+"
          + "(?i:'s|'t|'re|'ve|'m|'ll|'d)?";

  private static final String CAPITALS =
      "[^\\r\\n\\p{L}\\p{N}]?[\\p{Lu}\\p{Lt}\\p{Lm}\\p{Lo}\\p{M}]+[\\p{Ll}\\p{Lm}\\p{Lo}\\p{M}]*"
          + "(?i:'s|'t|'re|'ve|'m|'ll|'d)?";

  private static final String OTHERS =
      "\\p{N}{1,3}| ?[^\\s\\p{L}\\p{N}]+[\\r\\n/]*|\\s*[\\r\\n]+|\\s+(?!\\S)|\\s+";

  /** llama.cpp's names for ways of cutting texts, by their pattern. */
  private static final Map<String, String> CUTS =
      Map.of(
          pattern(WORDS.formatted("{1,3}")),
          "dbrx",
          pattern(WORDS.formatted("")),
          "qwen2",
          pattern(String.join("|", ANY_CASE, CAPITALS, OTHERS)),
          "gpt-4o");

  /** The name of the same cutting where a word that is a token is taken without merging. */
  private static final Map<String, String> WHOLE_WORDS = Map.of("dbrx", "llama-bpe");

  private GgufPreTokenizer() {}

  private static String pattern(String regex) {
    JsonObject pattern = new JsonObject();
    pattern.addProperty("Regex", regex);
    return pattern.toString();
  }

  /** Returns llama.cpp's name for the way in which texts are cut into words. */
  static String name(JsonObject json) {
    JsonObject cutter = json.getAsJsonObject("pre_tokenizer");
    JsonArray steps = cutter.getAsJsonArray("pretokenizers"); // null for a single step
    JsonObject first = steps == null ? cutter : steps.get(0).getAsJsonObject();
    String kind = first.get("type").getAsString();
    if (kind.equals("ByteLevel") && (steps == null || steps.size() == 1)) {
      return "gpt-2";
    }
    if (kind.equals("Digits") && new ConfigKeys(first, "").flag("individual_digits", false)) {
      return "smollm";
    }
    String name =
        kind.equals("Split") ? CUTS.get(first.getAsJsonObject("pattern").toString()) : null;
    InvalidInputException.unless(
        name != null,
        "tokenizer.json: 'pre_tokenizer' splits texts in a way that has no known name in llama.cpp;"
            + " GGUF is written for those of GPT-2, SmolLM, Llama 3, GPT-4, GPT-4o and Qwen 2.");
    boolean whole = new ConfigKeys(json.getAsJsonObject("model"), "").flag("ignore_merges", false);
    return whole ? WHOLE_WORDS.getOrDefault(name, name) : name;
  }
}
