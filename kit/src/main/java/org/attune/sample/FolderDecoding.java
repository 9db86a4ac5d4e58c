package org.attune.sample;

import com.google.gson.JsonObject;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.attune.data.JsonValidator;
import org.attune.model.LanguageModel;
import org.attune.model.family.ConfigKeys;

/**
 * The decoding that a model's folder asks for in {@code generation_config.json}, as transformers
 * reads it: greedy unless {@code do_sample}, and then top-k 50 where the file names none.
 *
 * @param decoding the settings that are supported
 * @param unsupported a phrase for each setting of the file that has no counterpart here and would
 *     change answers, such as {@code repetition_penalty 1.1}
 */
public record FolderDecoding(GenerationConfig decoding, List<String> unsupported) {
  /** The file's name. */
  public static final String FILE = "generation_config.json";

  /** What transformers takes where a file that samples names no top-k. */
  private static final int USUAL_TOP_K = 50;

  /** Settings that change answers when they differ from the value that stands for none. */
  private static final Map<String, Double> NEUTRAL =
      Map.ofEntries(
          Map.entry("repetition_penalty", 1.0),
          Map.entry("encoder_repetition_penalty", 1.0),
          Map.entry("no_repeat_ngram_size", 0.0),
          Map.entry("num_beams", 1.0),
          Map.entry("min_p", 0.0),
          Map.entry("typical_p", 1.0),
          Map.entry("epsilon_cutoff", 0.0),
          Map.entry("eta_cutoff", 0.0),
          Map.entry("top_h", 0.0),
          Map.entry("penalty_alpha", 0.0),
          Map.entry("guidance_scale", 1.0),
          Map.entry("min_length", 0.0),
          Map.entry("min_new_tokens", 0.0));

  /** Settings that change answers whatever their value. */
  private static final List<String> TELLING =
      List.of(
          "bad_words_ids",
          "suppress_tokens",
          "begin_suppress_tokens",
          "forced_bos_token_id",
          "forced_eos_token_id",
          "sequence_bias",
          "exponential_decay_length_penalty",
          "watermarking_config");

  /** Copies the list. */
  public FolderDecoding {
    unsupported = List.copyOf(unsupported);
  }

  /** Returns what a model's folder asks for; greedy decoding where it says nothing. */
  public static FolderDecoding of(LanguageModel model) {
    Optional<byte[]> file = Optional.ofNullable(model.tokenizer().companions().files().get(FILE));
    return file.map(bytes -> of(new String(bytes, StandardCharsets.UTF_8)))
        .orElseGet(() -> new FolderDecoding(GenerationConfig.greedy(), List.of()));
  }

  /** Reads the text of the file. */
  static FolderDecoding of(String text) {
    JsonObject json = JsonValidator.parse(text, FILE);
    ConfigKeys keys = new ConfigKeys(json, FILE);
    GenerationConfig decoding =
        keys.flag("do_sample", false) ? sampled(keys) : GenerationConfig.greedy();
    if (keys.has("max_new_tokens")) {
      decoding = decoding.maxTokens(keys.whole("max_new_tokens"));
    }
    if (keys.has("stop_strings")) {
      decoding = decoding.cutAt(keys.texts("stop_strings"));
    }
    return new FolderDecoding(decoding, unsupported(json, keys));
  }

  private static GenerationConfig sampled(ConfigKeys keys) {
    double topP = keys.positive("top_p", 1);
    keys.unless(topP <= 1, "top_p", "a number in (0, 1]");
    int topK = keys.whole("top_k", USUAL_TOP_K);
    keys.unless(topK >= 0, "top_k", "a whole number >= 0");
    return GenerationConfig.temperature(keys.positive("temperature", 1)).topK(topK).topP(topP);
  }

  private static List<String> unsupported(JsonObject json, ConfigKeys keys) {
    List<String> found = new ArrayList<>();
    NEUTRAL.keySet().stream()
        .sorted()
        .filter(keys::has)
        .filter(key -> keys.number(key, 0) != NEUTRAL.get(key))
        .forEach(key -> found.add(key + " " + json.get(key)));
    TELLING.stream().filter(keys::has).forEach(found::add);
    return found;
  }

  /** Returns a sentence that names what is not supported, if anything. */
  public Optional<String> note() {
    return unsupported.isEmpty()
        ? Optional.empty()
        : Optional.of(
            "The model's "
                + FILE
                + " asks for "
                + String.join(", ", unsupported)
                + ", which is not supported; answers are decoded without it.");
  }
}
