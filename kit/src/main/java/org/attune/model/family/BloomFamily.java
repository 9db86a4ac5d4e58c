package org.attune.model.family;

import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.attune.model.family.Architecture.NormKind;
import org.attune.model.family.GgufArchitecture.Feature;

/**
 * BLOOM (BigScience 2022, arXiv 2211.05100) and BLOOMZ: LayerNorm, also after the embedding, scores
 * that fall with distance instead of positions, feed-forward layers without a gate, and biases
 * everywhere. Files store queries, keys and values as one matrix, in which they take turns from
 * head to head.
 */
final class BloomFamily implements Family {
  private static final String INNER = "n_inner";
  private static final double LARGEST_EXPONENT = 8;

  private static final Map<String, String> OUTSIDE =
      Map.of(
          FileNames.EMBEDDING,
          "transformer.word_embeddings.weight",
          FileNames.EMBEDDING_NORM + ".weight",
          "transformer.word_embeddings_layernorm.weight",
          FileNames.EMBEDDING_NORM + ".bias",
          "transformer.word_embeddings_layernorm.bias",
          FileNames.NORM,
          "transformer.ln_f.weight",
          "model.norm.bias",
          "transformer.ln_f.bias");

  /** What says how something is computed, or what transformers does not read. */
  private static final List<String> WITHOUT_EFFECT =
      List.of(
          "attention_softmax_in_fp32",
          "bias_dropout_fusion",
          "gradient_checkpointing",
          "masked_softmax_fusion",
          "offset_alibi",
          "skip_bias_add",
          "skip_bias_add_qkv",
          "slow_but_exact", // the same numbers in another order
          "unk_token_id");

  private static FileNames names() {
    Map<String, List<String>> stacks = new TreeMap<>();
    for (String kind : List.of("weight", "bias")) {
      stacks.put("self_attention.query_key_value." + kind, FileNames.queriesKeysValues(kind));
      stacks.put("self_attention.dense." + kind, List.of("self_attn.o_proj." + kind));
      stacks.put("mlp.dense_h_to_4h." + kind, List.of("mlp.up_proj." + kind));
      stacks.put("mlp.dense_4h_to_h." + kind, List.of("mlp.down_proj." + kind));
    }
    return new FileNames("transformer.h.", OUTSIDE, stacks, FileNames.Turns.HEADS, false);
  }

  @Override
  public String modelType() {
    return "bloom";
  }

  @Override
  public String className() {
    return "Bloom";
  }

  @Override
  public double epsilon() {
    return 1e-5;
  }

  @Override
  public boolean tied() {
    return true;
  }

  /** The length of the texts that the models were trained on; no weights depend on it. */
  @Override
  public int context() {
    return 2048;
  }

  @Override
  public String feedForwardKey() {
    return INNER;
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
    return "gelu_new";
  }

  @Override
  public Map<String, String> otherNames() {
    return Map.of(
        "n_embed", "hidden_size", "num_hidden_layers", "n_layer", "num_attention_heads", "n_head");
  }

  @Override
  public String key(String llama) {
    return switch (llama) {
      case "num_hidden_layers" -> "n_layer";
      case "num_attention_heads" -> "n_head";
      case "max_position_embeddings" -> "seq_length";
      case "rms_norm_eps" -> "layer_norm_epsilon";
      case "head_dim", "intermediate_size", "num_key_value_heads" -> "";
      default -> llama;
    };
  }

  /** The published files leave it out. */
  @Override
  public String optionalPrefix() {
    return "transformer.";
  }

  @Override
  public GgufArchitecture gguf() {
    return GgufArchitecture.of(
        "bloom",
        Feature.OUTPUT_BIASES,
        Feature.BIASES,
        Feature.GELU,
        Feature.GELU_BY_TANH,
        Feature.HEADS_FILL_WIDTH,
        Feature.STACKED_ATTENTION,
        Feature.UNROTATED);
  }

  @Override
  public void describe(ArchitectureBuilder builder, ConfigKeys keys, Sizes sizes) {
    WITHOUT_EFFECT.forEach(keys::has);
    int inner = 4 * sizes.width();
    keys.unless(keys.whole(INNER, inner) == inner, INNER, "null or 4 times hidden_size, " + inner);
    keys.refuseUnless(
        !keys.flag("apply_residual_connection_post_layernorm", false),
        "apply_residual_connection_post_layernorm",
        "blocks that add to the normalised states are not supported; in all published BLOOMs it is"
            + " false.");
    int heads = sizes.width() / sizes.headWidth();
    builder
        .norms(NormKind.LAYER)
        .ungated()
        .biases(true, true, true)
        .normsEmbeddings()
        .positions(Positions.falling(heads, LARGEST_EXPONENT), sizes.headWidth(), sizes.context())
        .names(names());
  }
}
