package org.attune.model.family;

import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.attune.model.family.Architecture.NormKind;
import org.attune.model.family.GgufArchitecture.Feature;

/**
 * GPT-2 (Radford et al. 2019): LayerNorm, learned positions, feed-forward layers without a gate and
 * biases everywhere. Files store the matrices of blocks transposed, and queries, keys and values as
 * one.
 */
final class Gpt2Family implements Family {
  private static final Map<String, String> OUTSIDE =
      Map.of(
          FileNames.EMBEDDING,
          "transformer.wte.weight",
          FileNames.POSITIONS,
          "transformer.wpe.weight",
          FileNames.NORM,
          "transformer.ln_f.weight",
          "model.norm.bias",
          "transformer.ln_f.bias");

  /** What is only read by other classes than those of policies and reward models. */
  private static final List<String> WITHOUT_EFFECT =
      List.of(
          "attn_pdrop",
          "gradient_checkpointing",
          "n_ctx",
          "n_special",
          "predict_special_tokens",
          "reorder_and_upcast_attn", // the same numbers in another order
          "summary_activation",
          "summary_first_dropout",
          "summary_proj_to_labels",
          "summary_type",
          "summary_use_proj");

  private static FileNames names() {
    Map<String, List<String>> stacks = new TreeMap<>();
    for (String kind : List.of("weight", "bias")) {
      stacks.put("ln_1." + kind, List.of("input_layernorm." + kind));
      stacks.put("attn.c_attn." + kind, FileNames.queriesKeysValues(kind));
      stacks.put("attn.c_proj." + kind, List.of("self_attn.o_proj." + kind));
      stacks.put("ln_2." + kind, List.of("post_attention_layernorm." + kind));
      stacks.put("mlp.c_fc." + kind, List.of("mlp.up_proj." + kind));
      stacks.put("mlp.c_proj." + kind, List.of("mlp.down_proj." + kind));
    }
    return new FileNames("transformer.h.", OUTSIDE, stacks, FileNames.Turns.NONE, true);
  }

  @Override
  public String modelType() {
    return "gpt2";
  }

  @Override
  public String className() {
    return "GPT2";
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
  public String feedForwardKey() {
    return "n_inner";
  }

  @Override
  public int feedForwardWidth(int width) {
    return 4 * width;
  }

  @Override
  public String activationKey() {
    return "activation_function";
  }

  @Override
  public String activation() {
    return "gelu_new";
  }

  @Override
  public String key(String llama) {
    return switch (llama) {
      case "hidden_size" -> "n_embd";
      case "intermediate_size" -> "n_inner";
      case "num_hidden_layers" -> "n_layer";
      case "num_attention_heads" -> "n_head";
      case "max_position_embeddings" -> "n_positions";
      case "rms_norm_eps" -> "layer_norm_epsilon";
      case "head_dim", "num_key_value_heads" -> "";
      default -> llama;
    };
  }

  /** Older files hold the causal mask and the score of what it hides. */
  @Override
  public String ignoredTensors() {
    return "transformer\\.h\\.\\d+\\.attn\\.(bias|masked_bias)";
  }

  /** The files of OpenAI's models leave it out. */
  @Override
  public String optionalPrefix() {
    return "transformer.";
  }

  @Override
  public GgufArchitecture gguf() {
    return GgufArchitecture.of(
        "gpt2",
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
    keys.refuseUnless(
        !keys.flag("scale_attn_by_inverse_layer_idx", false),
        "scale_attn_by_inverse_layer_idx",
        "attention scores that are scaled differently in each layer are not supported; use a GPT-2"
            + " in which this is false, such as OpenAI's.");
    if (!keys.flag("scale_attn_weights", true)) {
      builder.scoreScale(1);
    }
    builder
        .norms(NormKind.LAYER)
        .ungated()
        .biases(true, true, true)
        .learnedPositions(sizes.headWidth(), sizes.context())
        .names(names());
  }
}
