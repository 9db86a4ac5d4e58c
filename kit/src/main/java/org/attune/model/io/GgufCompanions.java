package org.attune.model.io;

import com.google.gson.JsonObject;
import com.google.gson.JsonPrimitive;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Map;
import java.util.TreeMap;
import org.attune.data.JsonValidator;
import org.attune.model.CompanionFiles;
import org.attune.model.family.ConfigKeys;

/** Makes of the metadata of a GGUF file the files that a model folder has beside its tokenizer. */
final class GgufCompanions {
  /** The hub's name of a licence. */
  private static final String LICENSE = "[\\w.-]{1,80}";

  private static final String GENERATION = "generation_config.json";

  /** The entries of a file for the decoding that its model asks for, by the key of a folder. */
  private static final Map<String, String> SAMPLING =
      Map.of(
          "temperature",
          "general.sampling.temp",
          "top_k",
          "general.sampling.top_k",
          "top_p",
          "general.sampling.top_p",
          "min_p",
          "general.sampling.min_p",
          "repetition_penalty",
          "general.sampling.penalty_repeat");

  private static final Map<String, String> ROLES =
      Map.of(
          "bos_token", "bos", "eos_token", "eos", "unk_token", "unknown", "pad_token", "padding");

  private final GgufVocabulary vocabulary;
  private final Map<String, Object> metadata;

  GgufCompanions(GgufVocabulary vocabulary, Map<String, Object> metadata) {
    this.vocabulary = vocabulary;
    this.metadata = metadata;
  }

  /** Adds the decoding that a model's folder asks for to a file. */
  static void describe(Map<String, byte[]> companions, GgufWriter out) {
    byte[] file = companions.get(GENERATION);
    JsonObject stated =
        file == null
            ? new JsonObject()
            : JsonValidator.parse(CompanionFiles.text(file), GENERATION);
    if (new ConfigKeys(stated, GENERATION).flag("do_sample", false)) {
      new TreeMap<>(SAMPLING)
          .forEach(
              (key, name) -> {
                if (stated.get(key) instanceof JsonPrimitive value && value.isNumber()) {
                  out.put(
                      name, key.equals("top_k") ? value.getAsInt() : (Object) value.getAsFloat());
                }
              });
    }
  }

  /** Returns the files by their names. */
  Map<String, byte[]> files(int context) {
    Map<String, byte[]> files = new TreeMap<>();
    files.put(CompanionFiles.TOKENIZER_CONFIG, bytes(config(context).toString()));
    vocabulary
        .text("tokenizer.chat_template")
        .filter(template -> !template.isBlank())
        .ifPresent(template -> files.put("chat_template.jinja", bytes(template)));
    if (metadata.get("general.license") instanceof String license && license.matches(LICENSE)) {
      files.put(ModelCard.FILE, bytes("---\nlicense: " + license + "\n---\n\n# " + title() + "\n"));
    }
    JsonObject sampling = new JsonObject();
    new TreeMap<>(SAMPLING)
        .forEach(
            (key, name) -> {
              if (metadata.get(name) instanceof Number value) {
                sampling.addProperty(key, shortest(value));
              }
            });
    if (sampling.size() > 0) {
      sampling.addProperty("do_sample", true);
      files.put(GENERATION, bytes(sampling.toString()));
    }
    return files;
  }

  private String title() {
    Path name = Path.of(vocabulary.where()).getFileName();
    return vocabulary.text("general.name").orElse(name.toString()).replaceAll("\\s+", " ");
  }

  /** Returns a number as it is written in a text, since a file rounds it to 32 bits. */
  private static Number shortest(Number value) {
    return value instanceof Long ? value : (Number) Double.valueOf(value.toString());
  }

  private JsonObject config(int context) {
    JsonObject config = new JsonObject();
    config.addProperty("tokenizer_class", "PreTrainedTokenizerFast");
    config.addProperty("model_max_length", context);
    config.addProperty("clean_up_tokenization_spaces", false);
    new TreeMap<>(ROLES)
        .forEach(
            (key, role) ->
                vocabulary
                    .special(role)
                    .ifPresent(id -> config.addProperty(key, vocabulary.tokens().get(id))));
    return config;
  }

  private static byte[] bytes(String text) {
    return text.getBytes(StandardCharsets.UTF_8);
  }
}
