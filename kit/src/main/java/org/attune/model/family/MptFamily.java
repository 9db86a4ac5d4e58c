package org.attune.model.family;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.attune.model.family.Architecture.NormKind;
import org.attune.model.family.GgufArchitecture.Feature;

/**
 * MPT (MosaicML 2023): LayerNorm without biases, scores that fall with distance instead of
 * positions, and feed-forward layers without a gate. Files store queries, keys and values as one
 * matrix.
 */
final class MptFamily implements Family {
  private static final String ATTENTION = "attn_config";
  private static final String LARGEST = "alibi_bias_max";
  private static final String RATIO = "expansion_ratio";
  private static final double LARGEST_EXPONENT = 8;

  private static final FileNames NAMES =
      new FileNames(
          "transformer.blocks.",
          Map.of(
              FileNames.EMBEDDING,
              "transformer.wte.weight",
              FileNames.NORM,
              "transformer.norm_f.weight"),
          Map.of(
              "norm_1.weight",
              List.of("input_layernorm.weight"),
              "attn.Wqkv.weight",
              FileNames.queriesKeysValues("weight"),
              "attn.out_proj.weight",
              List.of("self_attn.o_proj.weight"),
              "norm_2.weight",
              List.of("post_attention_layernorm.weight"),
              "ffn.up_proj.weight",
              List.of("mlp.up_proj.weight"),
              "ffn.down_proj.weight",
              List.of("mlp.down_proj.weight")),
          FileNames.Turns.NONE,
          false);

  /** What transformers does not read, or only where weights begin. */
  private static final List<String> WITHOUT_EFFECT =
      List.of(
          "emb_pdrop",
          "embedding_fraction",
          "init_config",
          "init_device",
          "learned_pos_emb",
          "norm_type",
          "tokenizer_name",
          "verbose");

  @Override
  public String modelType() {
    return "mpt";
  }

  @Override
  public String className() {
    return "Mpt";
  }

  @Override
  public double epsilon() {
    return 1e-5;
  }

  @Override
  public boolean tied() {
    return true;
  }

  @Override
  public int context() {
    return 2048;
  }

  @Override
  public String feedForwardKey() {
    return "";
  }

  @Override
  public int feedForwardWidth(int width) {
    return 4 * width;
  }

  /** No key states another function. */
  @Override
  public String activationKey() {
    return "";
  }

  @Override
  public String activation() {
    return "gelu";
  }

  @Override
  public Map<String, String> otherNames() {
    return Map.of(
        "hidden_size",
        "d_model",
        "num_hidden_layers",
        "n_layers",
        "num_attention_heads",
        "n_heads");
  }

  @Override
  public String key(String llama) {
    return switch (llama) {
      case "hidden_size" -> "d_model";
      case "num_hidden_layers" -> "n_layers";
      case "num_attention_heads" -> "n_heads";
      case "max_position_embeddings" -> "max_seq_len";
      case "rms_norm_eps" -> "layer_norm_epsilon";
      case "head_dim", "intermediate_size", "num_key_value_heads" -> "";
      default -> llama;
    };
  }

  @Override
  public GgufArchitecture gguf() {
    return GgufArchitecture.of(
            "mpt",
            Feature.GELU,
            Feature.GELU_BY_TANH,
            Feature.HEADS_FILL_WIDTH,
            Feature.STACKED_ATTENTION,
            Feature.UNROTATED)
        .number("attention.max_alibi_bias", architecture -> LARGEST_EXPONENT);
  }

  @Override
  public void describe(ArchitectureBuilder builder, ConfigKeys keys, Sizes sizes) {
    WITHOUT_EFFECT.forEach(keys::has);
    keys.unless(keys.whole(RATIO, 4) == 4, RATIO, "4");
    keys.unless(keys.flag("no_bias", true), "no_bias", "true");
    keys.unless(!keys.has("logit_scale"), "logit_scale", "null");
    Optional<ConfigKeys> attention = keys.object(ATTENTION);
    attention.ifPresent(MptFamily::check);
    double scale = attention.map(own -> own.number("softmax_scale", 0)).orElse(0.0);
    if (scale != 0) {
      builder.scoreScale(scale);
    }
    int heads = sizes.width() / sizes.headWidth();
    builder
        .norms(NormKind.LAYER_WITHOUT_BIAS)
        .ungated()
        .positions(Positions.falling(heads, LARGEST_EXPONENT), sizes.headWidth(), sizes.context())
        .names(NAMES);
  }

  /** Rejects other attention than transformers has here. */
  private static void check(ConfigKeys own) {
    List.of(
            "attn_impl",
            "attn_pdrop",
            "attn_uses_sequence_id",
            "dtype",
            "is_encoder_decoder", // transformers 5 writes what all its configurations have
            "model_type",
            "softmax_scale")
        .forEach(own::has);
    own.unless(own.flag("alibi", true), "alibi", "true");
    own.refuseUnless(
        own.number(LARGEST, LARGEST_EXPONENT) == LARGEST_EXPONENT,
        LARGEST,
        "transformers always computes with 8, which all published models have.");
    own.unless(!own.flag("qk_ln", false), "qk_ln", "false");
    own.unless(!own.flag("prefix_lm", false), "prefix_lm", "false");
    own.unless(!own.has("clip_qkv"), "clip_qkv", "null");
    String usual = "multihead_attention";
    own.unless(own.text("attn_type", usual).equals(usual), "attn_type", usual);
    own.refuseUnread(IgnoredKeys.NAMES);
  }
}
