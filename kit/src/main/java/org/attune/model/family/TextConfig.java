package org.attune.model.family;

import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import com.google.gson.JsonPrimitive;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The text model inside the folder of a model that also reads images: what of {@code config.json}
 * describes it, and what its weights are called. Without images such a model computes what its text
 * model computes alone.
 *
 * <p>A new kind of folder is one more line of the list.
 *
 * @param modelType the folder's {@code model_type}
 * @param module what transformers calls the text model among the parts of the whole
 * @param families the family of the text model by the {@code model_type} of {@code text_config}
 * @param missing what transformers takes where a file leaves a key out, as JSON
 */
public record TextConfig(
    String modelType, String module, Map<String, String> families, String missing) {
  private static final String NESTED = "text_config";
  private static final String TYPE = "model_type";
  private static final String TIED = "tie_word_embeddings";
  private static final String LANGUAGE = "language_model";
  private static final String TEXT = "text_model";
  private static final String OWN = "model.";

  private static final String GEMMA3 =
      "{'vocab_size': 262208, 'hidden_size': 2304, 'intermediate_size': 9216,"
          + " 'num_hidden_layers': 26, 'num_attention_heads': 8, 'num_key_value_heads': 4,"
          + " 'head_dim': 256, 'max_position_embeddings': 131072, 'pad_token_id': 0,"
          + " 'eos_token_id': 1, 'bos_token_id': 2, 'tie_word_embeddings': true}";

  private static final String QWEN2 =
      "{'vocab_size': 152064, 'max_position_embeddings': 32768, 'num_key_value_heads': 8,"
          + " 'rms_norm_eps': 1e-5, 'rope_theta': 1000000.0, 'max_window_layers': 80,"
          + " 'bos_token_id': 151643, 'eos_token_id': 151645}";

  private static final String QWEN3 =
      "{'vocab_size': 151936, 'max_position_embeddings': 128000, 'rope_theta': 500000.0}";

  private static final List<TextConfig> ALL =
      List.of(
          new TextConfig("gemma3", LANGUAGE, Map.of("gemma3_text", "gemma3_text"), GEMMA3),
          new TextConfig(
              "mistral3",
              LANGUAGE,
              Map.of("mistral", "mistral", "ministral3", "ministral3"),
              "{'tie_word_embeddings': true}"),
          new TextConfig("qwen2_vl", LANGUAGE, Map.of("qwen2_vl_text", "qwen2"), QWEN2),
          new TextConfig("qwen2_5_vl", LANGUAGE, Map.of("qwen2_5_vl_text", "qwen2"), QWEN2),
          new TextConfig("qwen3_vl", LANGUAGE, Map.of("qwen3_vl_text", "qwen3"), QWEN3),
          new TextConfig("idefics3", TEXT, Map.of("llama", "llama"), "{'rms_norm_eps': 1e-5}"),
          new TextConfig("smolvlm", TEXT, Map.of("llama", "llama"), "{'rms_norm_eps': 1e-5}"));

  /** What the names of weights that read images begin with. */
  private static final Pattern IMAGES =
      Pattern.compile(
          "(model\\.)?(vision_tower|vision_model|visual|multi_modal_projector|connector)\\.");

  /** What the names of the text model's weights begin with, other than its own. */
  private static final Pattern WRAPPED =
      Pattern.compile("(model\\.language_model|language_model\\.model|model\\.text_model)\\.");

  /** Keys of reading images, and of training in other programs. */
  private static final Set<String> LEFT_OUT =
      Set.of(
          "_flash_attn_2_enabled",
          "_pad_token_id",
          "boi_token_index",
          "eoi_token_index",
          "image_seq_length",
          "image_token_id",
          "image_token_index",
          "mm_tokens_per_image",
          "multimodal_projector_bias",
          "neftune_noise_alpha",
          "perceiver_config",
          "pixel_shuffle_factor",
          "processor_class",
          "projector_hidden_act",
          "scale_factor",
          "spatial_merge_size",
          "use_reentrant_checkpointing",
          "video_token_id",
          "vision_config",
          "vision_end_token_id",
          "vision_feature_layer",
          "vision_start_token_id",
          "vision_token_id");

  /** Keys that may stand beside the text model's own, and then count instead of them. */
  private static final Set<String> SHARED =
      Set.of(
          "bos_token_id",
          "dtype",
          "eos_token_id",
          "pad_token_id",
          "quantization_config",
          "torch_dtype");

  /** Keys of variants with other layers, which are off in published folders. */
  private static final Set<String> OFF = Set.of("qk_layer_norms", "use_resampler");

  /** The positions of images, which equal those of the text where there are none. */
  private static final Set<String> IMAGE_POSITIONS = Set.of("mrope_interleaved", "mrope_section");

  /** Copies the map. */
  public TextConfig {
    families = Map.copyOf(families);
  }

  /** Returns what is read of a folder, if its {@code config.json} describes more than text. */
  public static Optional<TextConfig> of(JsonObject config) {
    JsonElement type = config.get(TYPE);
    return ALL.stream()
        .filter(part -> type != null && type.equals(new JsonPrimitive(part.modelType())))
        .findFirst();
  }

  /** Returns the {@code model_type} of all folders of which the text model is read. */
  static List<String> modelTypes() {
    return ALL.stream().map(TextConfig::modelType).toList();
  }

  /**
   * Returns the {@code config.json} of the text model alone, or the given one if it describes only
   * text; {@code where} names the file in errors.
   */
  public static JsonObject config(JsonObject file, String where) {
    return of(file).map(part -> part.text(file, where)).orElse(file);
  }

  private JsonObject text(JsonObject file, String where) {
    boolean nested = file.has(NESTED) && file.get(NESTED).isJsonObject();
    JsonObject text = (nested ? file.getAsJsonObject(NESTED) : file).deepCopy();
    LEFT_OUT.forEach(text::remove);
    OFF.stream().filter(key -> isFalse(text.get(key))).toList().forEach(text::remove);
    if (nested) {
      file.keySet().forEach(key -> beside(key, file, text, where));
    }
    text.addProperty(TYPE, family(text, nested, where));
    boolean tied = isTrue(text.get(TIED)) || isTrue(file.get(TIED));
    if (tied || text.has(TIED) || file.has(TIED)) {
      text.addProperty(TIED, tied);
    }
    positions(text);
    add(text);
    return text;
  }

  /** Takes over, leaves out or refuses a key that stands beside the text model's. */
  private static void beside(String key, JsonObject file, JsonObject text, String where) {
    if (SHARED.contains(key)) {
      if (!file.get(key).isJsonNull()) {
        text.add(key, file.get(key));
      }
    } else if (!LEFT_OUT.contains(key)
        && !IgnoredKeys.NAMES.contains(key)
        && !Set.of(NESTED, TYPE, TIED).contains(key)) {
      new ConfigKeys(file, where)
          .refuseUnless(
              file.get(key).equals(text.get(key)),
              key,
              "the text model is described by '"
                  + NESTED
                  + "', which does not say the same, and no decoder here knows what the key means"
                  + " beside it. Remove it if it changes nothing; otherwise the model cannot be"
                  + " used.");
    }
  }

  private String family(JsonObject text, boolean nested, String where) {
    String only = families.size() == 1 ? families.keySet().iterator().next() : "";
    String stated = nested ? new ConfigKeys(text, where).text(TYPE, only) : only;
    new ConfigKeys(text, where)
        .refuseUnless(
            families.containsKey(stated),
            TYPE,
            "it is the type of '%s', and of a %s only text models of %s are read."
                .formatted(
                    NESTED, modelType, String.join(" and ", new TreeSet<>(families.keySet()))));
    return families.get(stated);
  }

  private static void positions(JsonObject text) {
    for (String key : List.of("rope_scaling", "rope_parameters")) {
      if (text.has(key) && text.get(key).isJsonObject()) {
        JsonObject rope = text.getAsJsonObject(key);
        IMAGE_POSITIONS.forEach(rope::remove);
        for (String type : List.of("type", "rope_type")) {
          if (new JsonPrimitive("mrope").equals(rope.get(type))) {
            rope.addProperty(type, "default");
          }
        }
      }
    }
  }

  private void add(JsonObject text) {
    JsonObject defaults = JsonParser.parseString(missing).getAsJsonObject();
    boolean inside = text.has("rope_parameters") && text.get("rope_parameters").isJsonObject();
    defaults
        .asMap()
        .forEach(
            (key, value) -> {
              boolean base = key.equals("rope_theta") && inside;
              JsonObject at = base ? text.getAsJsonObject("rope_parameters") : text;
              if (!at.has(key) && !text.has(key)) {
                at.add(key, value);
              }
            });
  }

  private static boolean isTrue(JsonElement value) {
    return value != null && value.isJsonPrimitive() && value.getAsString().equals("true");
  }

  private static boolean isFalse(JsonElement value) {
    return value != null && value.isJsonPrimitive() && value.getAsString().equals("false");
  }

  /** Returns the text model's name of a weight, or nothing where the weight reads images. */
  public static Optional<String> weight(String name) {
    if (IMAGES.matcher(name).lookingAt()) {
      return Optional.empty();
    }
    Matcher wrapped = WRAPPED.matcher(name);
    if (wrapped.lookingAt()) {
      return Optional.of(OWN + name.substring(wrapped.end()));
    }
    String head = "language_model.lm_head.";
    return Optional.of(name.startsWith(head) ? name.substring("language_model.".length()) : name);
  }

  /** Returns what transformers calls a weight or module of the text model inside the whole. */
  public String whole(String own) {
    return own.startsWith(OWN) ? OWN + module + "." + own.substring(OWN.length()) : own;
  }

  /** Returns all that a module of a text model may be called, its own name first. */
  public static List<String> names(String own) {
    if (!own.startsWith(OWN)) {
      return List.of(own);
    }
    String rest = own.substring(OWN.length());
    return List.of(own, OWN + LANGUAGE + "." + rest, OWN + TEXT + "." + rest, LANGUAGE + "." + own);
  }
}
