package org.attune.model.family;

import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.attune.model.family.Architecture.NormKind;

/**
 * OPT (Zhang et al. 2022, arXiv 2205.01068): LayerNorm, learned positions of which the first two
 * are never read, ReLU, feed-forward layers without a gate and biases everywhere.
 */
final class OptFamily implements Family {
  private static final String DECODER = "model.decoder.";

  private static final Map<String, String> OUTSIDE =
      Map.of(
          FileNames.EMBEDDING,
          DECODER + "embed_tokens.weight",
          FileNames.POSITIONS,
          DECODER + "embed_positions.weight",
          FileNames.NORM,
          DECODER + "final_layer_norm.weight",
          "model.norm.bias",
          DECODER + "final_layer_norm.bias");

  /** What acts only in training, and there at random, or only where weights begin. */
  private static final List<String> WITHOUT_EFFECT =
      List.of("activation_dropout", "dropout", "gradient_checkpointing", "init_std", "layerdrop");

  private static FileNames names() {
    Map<String, List<String>> renamed = new TreeMap<>();
    for (String kind : List.of("weight", "bias")) {
      renamed.put("self_attn_layer_norm." + kind, List.of("input_layernorm." + kind));
      renamed.put("self_attn.out_proj." + kind, List.of("self_attn.o_proj." + kind));
      renamed.put("final_layer_norm." + kind, List.of("post_attention_layernorm." + kind));
      renamed.put("fc1." + kind, List.of("mlp.up_proj." + kind));
      renamed.put("fc2." + kind, List.of("mlp.down_proj." + kind));
    }
    return new FileNames(DECODER + "layers.", OUTSIDE, renamed, FileNames.Turns.NONE, false);
  }

  @Override
  public String modelType() {
    return "opt";
  }

  @Override
  public String className() {
    return "OPT";
  }

  /** No key states another. */
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
    return "ffn_dim";
  }

  @Override
  public String activationKey() {
    return "activation_function";
  }

  @Override
  public String activation() {
    return "relu";
  }

  @Override
  public String key(String llama) {
    return switch (llama) {
      case "intermediate_size" -> "ffn_dim";
      case "head_dim", "num_key_value_heads", "rms_norm_eps" -> "";
      default -> llama;
    };
  }

  /** The files of models without an output matrix of their own leave it out. */
  @Override
  public String optionalPrefix() {
    return "model.";
  }

  @Override
  public GgufArchitecture gguf() {
    return GgufArchitecture.NONE;
  }

  @Override
  public void describe(ArchitectureBuilder builder, ConfigKeys keys, Sizes sizes) {
    WITHOUT_EFFECT.forEach(keys::has);
    refuseOtherBlocks(keys, sizes);
    boolean biases = keys.flag("enable_bias", true);
    builder
        .norms(NormKind.LAYER)
        .ungated()
        .biases(biases, biases, biases)
        .positions(Positions.LEARNED_FROM_THIRD, sizes.headWidth(), sizes.context())
        .names(names());
  }

  /** OPT 350M differs from the other sizes: its norms follow, and its embeddings are narrower. */
  private static void refuseOtherBlocks(ConfigKeys keys, Sizes sizes) {
    String others = "; use a size other than 350M, such as facebook/opt-125m or opt-1.3b.";
    keys.refuseUnless(
        keys.flag("do_layer_norm_before", true),
        "do_layer_norm_before",
        "norms after attention and feed-forward layer are not supported in OPT" + others);
    keys.refuseUnless(
        keys.whole("word_embed_proj_dim", sizes.width()) == sizes.width(),
        "word_embed_proj_dim",
        "embeddings of another width than hidden_size, "
            + sizes.width()
            + ", are not supported"
            + others);
    keys.refuseUnless(
        !keys.flag("_remove_final_layer_norm", false),
        "_remove_final_layer_norm",
        "a decoder without a last norm is not supported; such a folder was trained with"
            + " transformers before 4.20.1.");
    keys.refuseUnless(
        keys.flag("layer_norm_elementwise_affine", true),
        "layer_norm_elementwise_affine",
        "norms without gain and bias are not supported.");
  }
}
