package org.attune.model.io;

import com.google.gson.JsonObject;
import java.util.List;
import java.util.OptionalInt;
import org.attune.model.LlamaConfig;
import org.attune.model.family.Architecture;
import org.attune.model.family.ArchitectureBuilder;
import org.attune.model.family.ConfigKeys;
import org.attune.model.family.Families;
import org.attune.model.family.Family;
import org.attune.model.family.IgnoredKeys;
import org.attune.model.family.TextConfig;
import org.attune.util.InvalidInputException;

/**
 * Reads {@code config.json}: every key is understood, known to be harmless, or rejected by name.
 */
public final class ConfigReader {
  /** No published model has more layers. */
  private static final int MOST_LAYERS = 4096;

  private static final int MOST = 1 << 24;

  private final ConfigKeys keys;
  private final JsonObject json;
  private final String where;

  private ConfigReader(JsonObject json, String where) {
    this.keys = new ConfigKeys(json, where);
    this.json = json;
    this.where = where;
  }

  /**
   * Reads a model's shape.
   *
   * @param where names the file in errors
   * @param endIds ids that end an answer, which replace the file's unless empty
   */
  static LlamaConfig read(JsonObject json, String where, List<Integer> endIds) {
    try {
      JsonObject text = Families.usual(TextConfig.config(json, where), where);
      return new ConfigReader(text, where).read(endIds);
    } catch (InvalidInputException e) {
      // The checks of sizes do not know the file.
      throw e.getMessage().startsWith(where)
          ? e
          : new InvalidInputException(where + ": " + e.getMessage(), e);
    }
  }

  /** Reads a shape whose file states the ids that end an answer; {@code where} names the file. */
  public static LlamaConfig read(JsonObject json, String where) {
    return read(json, where, List.of());
  }

  /** Reads everything that does not depend on other files. */
  static LlamaConfig check(JsonObject json, String where) {
    return read(json, where, List.of(0));
  }

  private LlamaConfig read(List<Integer> endIds) {
    Family family = Families.of(keys);
    refuseOtherKinds(family);
    int heads = size(family.key("num_attention_heads"), MOST);
    Family.Sizes sizes = sizes(family, heads);
    Architecture architecture = architecture(family, sizes);
    List<Integer> ends = ends(endIds);
    LlamaConfig config =
        new LlamaConfig(
            size("vocab_size", MOST),
            sizes.width(),
            inner(family, sizes.width()),
            sizes.layers(),
            heads,
            family.keyValueHeads(keys, heads),
            sizes.headWidth(),
            context(architecture, sizes),
            epsilon(family),
            architecture.ropes().get(0).theta(),
            keys.flag("tie_word_embeddings", family.tied()),
            beginning(),
            ends.get(0),
            ends,
            architecture);
    keys.refuseUnread(IgnoredKeys.NAMES);
    return ConfigWriter.remembering(config, json);
  }

  private Family.Sizes sizes(Family family, int heads) {
    int layers = size(family.key("num_hidden_layers"), MOST_LAYERS);
    int width = size(family.key("hidden_size"), MOST);
    int headWidth = headWidth(family, width, heads);
    String longest = family.key("max_position_embeddings");
    int usual = family.context();
    int context = usual > 0 ? keys.whole(longest, usual) : keys.whole(longest);
    keys.unless(context > 0, longest, "greater than 0");
    return new Family.Sizes(layers, width, headWidth, context);
  }

  private static int context(Architecture architecture, Family.Sizes sizes) {
    return architecture.ropes().stream()
        .mapToInt(rope -> rope.context())
        .min()
        .orElse(sizes.context());
  }

  private List<Integer> ends(List<Integer> endIds) {
    List<Integer> own = keys.oneOrMore("eos_token_id");
    List<Integer> ends = endIds.isEmpty() ? own : endIds;
    InvalidInputException.unless(
        !ends.isEmpty(),
        "%s: 'eos_token_id' is missing, and no file of the folder says which id ends a text; add"
            + " it.",
        where);
    return ends;
  }

  private void refuseOtherKinds(Family family) {
    keys.has("dtype");
    keys.has("torch_dtype"); // the tensors state their own type
    keys.refuseUnless(
        !keys.has("quantization_config"),
        "quantization_config",
        "quantised weights cannot be trained here; use the folder of the same model in float32,"
            + " float16 or bfloat16.");
    for (String key : new String[] {"is_encoder_decoder", "add_cross_attention"}) {
      keys.unless(!keys.flag(key, false), key, "false, for only decoders are read here");
    }
    keys.flag("is_decoder", true);
    keys.has("tie_encoder_decoder");
    keys.has("cross_attention_hidden_size");
    keys.has("pruned_heads");
    keys.unless(
        !keys.has("pruned_heads") || json.get("pruned_heads").toString().equals("{}"),
        "pruned_heads",
        "empty");
  }

  private int inner(Family family, int width) {
    OptionalInt meant = family.feedForwardWidth(keys);
    if (meant.isPresent()) {
      return meant.getAsInt();
    }
    String key = family.feedForwardKey();
    int usual = family.feedForwardWidth(width);
    return usual > 0 && (key.isEmpty() || !keys.has(key)) ? usual : size(key, MOST);
  }

  private int size(String key, int most) {
    int size = keys.whole(key);
    keys.unless(size > 0 && size <= most, key, "between 1 and " + most);
    return size;
  }

  private int headWidth(Family family, int width, int heads) {
    String key = family.key("head_dim");
    boolean stated = !key.isEmpty() && keys.has(key);
    keys.unless(
        stated || width % heads == 0,
        family.key("hidden_size"),
        "a multiple of " + family.key("num_attention_heads") + " (" + heads + ")");
    int missing = keys.names(key) ? width / heads : family.headWidth(width, heads);
    int headWidth = stated ? keys.whole(key) : missing;
    keys.unless(
        headWidth > 0 && (long) headWidth * heads <= MOST && headWidth % 2 == 0,
        stated || !key.isEmpty() ? key : family.key("hidden_size"),
        "an even number greater than 0 (here it is "
            + headWidth
            + "), of which all heads together have at most "
            + MOST);
    return headWidth;
  }

  private double epsilon(Family family) {
    String key = family.key("rms_norm_eps");
    return key.isEmpty() ? family.epsilon() : keys.positive(key, family.epsilon());
  }

  private int beginning() {
    List<Integer> ids = keys.oneOrMore("bos_token_id");
    return ids.isEmpty() ? -1 : ids.get(0);
  }

  private Architecture architecture(Family family, Family.Sizes sizes) {
    ArchitectureBuilder builder = family.start(sizes).activation(activation(family));
    family.describe(builder, keys, sizes);
    Architecture architecture = builder.build();
    InvalidInputException.unless(
        family.turnsParts() || architecture.rotaryWidth() == sizes.headWidth(),
        "%s: 'partial_rotary_factor' must be 1 for a model_type of %s.",
        where,
        family.modelType());
    return architecture;
  }

  private Architecture.Activation activation(Family family) {
    String key = family.activationKey();
    if (family.activation().equals("relu2") && keys.text(key, "relu2").equals("relu2")) {
      return Architecture.Activation.RELU_SQUARED;
    }
    return switch (keys.text(key, family.activation())) {
      case "silu", "swish" -> Architecture.Activation.SILU;
      case "gelu_pytorch_tanh", "gelu_new", "gelu_fast" -> Architecture.Activation.GELU_TANH;
      case "gelu" -> Architecture.Activation.GELU;
      case "relu" -> Architecture.Activation.RELU;
      default -> {
        keys.unless(false, key, "silu, gelu, gelu_pytorch_tanh or relu");
        throw new IllegalStateException("A refusal throws.");
      }
    };
  }
}
