package org.attune.model.io;

import com.google.gson.JsonArray;
import com.google.gson.JsonElement;
import com.google.gson.JsonNull;
import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import com.google.gson.JsonPrimitive;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.attune.model.LlamaConfig;
import org.attune.model.family.Families;
import org.attune.model.family.Family;
import org.attune.model.family.RopeForms;
import org.attune.model.family.RopeParameters;

/** Writes {@code config.json} in a form that transformers 4 and 5 read identically. */
public final class ConfigWriter {
  /** The keys of a file that follow from this shape when it is written. */
  static final Set<String> OWN_KEYS =
      Set.of(
          "architectures",
          "model_type",
          "hidden_size",
          "intermediate_size",
          "num_hidden_layers",
          "num_attention_heads",
          "num_key_value_heads",
          "head_dim",
          "vocab_size",
          "rms_norm_eps",
          "tie_word_embeddings",
          "bos_token_id",
          "eos_token_id",
          "num_labels",
          "dtype",
          "torch_dtype",
          "transformers_version");

  private ConfigWriter() {}

  /** Returns the file of a shape. */
  public static JsonObject json(LlamaConfig config) {
    JsonObject json = new JsonObject();
    JsonArray architectures = new JsonArray();
    architectures.add(config.architecture().languageModel());
    json.add("architectures", architectures);
    json.addProperty("model_type", config.architecture().modelType());
    Family family = Families.named(config.architecture().modelType());
    sizes(json, config, family);
    if (config.architecture().modelType().equals("llama")) {
      json.addProperty("hidden_act", "silu");
      json.addProperty("attention_bias", false);
      json.addProperty("mlp_bias", false);
    }
    RopeForms.plain(json, bases(config));
    JsonObject others = JsonParser.parseString(config.architecture().otherKeys()).getAsJsonObject();
    others.asMap().forEach(json::add);
    family.complete(json, config.architecture(), config.headWidth());
    // transformers has a default id where the key is missing.
    json.add(
        "bos_token_id", config.bos() >= 0 ? new JsonPrimitive(config.bos()) : JsonNull.INSTANCE);
    json.add("eos_token_id", endIds(config));
    return json;
  }

  private static void sizes(JsonObject json, LlamaConfig config, Family family) {
    Map<String, Number> sizes = new LinkedHashMap<>();
    sizes.put("hidden_size", config.width());
    sizes.put("intermediate_size", config.inner());
    sizes.put("num_hidden_layers", config.layers());
    sizes.put("num_attention_heads", config.heads());
    sizes.put("num_key_value_heads", config.keyValueHeads());
    sizes.put("head_dim", config.headWidth());
    sizes.put("vocab_size", config.vocabulary());
    sizes.put("max_position_embeddings", config.context());
    sizes.put("rms_norm_eps", config.epsilon());
    sizes.forEach(
        (llama, value) -> {
          String key = family.key(llama);
          if (!key.isEmpty()) {
            json.addProperty(key, value);
          }
        });
    json.addProperty("tie_word_embeddings", config.tied());
  }

  /** Returns the shape with the keys of a file that do not follow from it. */
  static LlamaConfig remembering(LlamaConfig config, JsonObject file) {
    JsonObject own = json(config);
    JsonObject others = RopeForms.both(file, OWN_KEYS, bases(config));
    Family family = Families.named(config.architecture().modelType());
    String inner = "intermediate_size";
    if (!family.key(inner).equals(inner) && file.has(inner)) {
      others.add(inner, file.get(inner)); // of other blocks than this model has
    }
    family.complete(others, config.architecture(), config.headWidth());
    own.asMap()
        .forEach(
            (key, value) -> {
              if (value.equals(others.get(key))) {
                others.remove(key);
              }
            });
    return config.remembering(others);
  }

  private static List<Double> bases(LlamaConfig config) {
    return config.architecture().ropes().stream().map(RopeParameters::theta).toList();
  }

  private static JsonElement endIds(LlamaConfig config) {
    JsonArray all = new JsonArray();
    all.add(config.eos());
    config.ends().stream().filter(end -> end != config.eos()).forEach(all::add);
    return all.size() == 1 ? all.get(0) : all;
  }
}
