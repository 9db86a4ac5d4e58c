package org.attune.model.family;

import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.attune.model.family.Architecture.NormKind;
import org.attune.model.family.GgufArchitecture.Feature;

/**
 * StarCoder2 (Lozhkov et al. 2024, arXiv 2402.19173): LayerNorm, feed-forward layers without a
 * gate, biases everywhere, and a sliding window in each layer.
 */
final class Starcoder2Family implements Family {
  /** Words of the program that trained the models, which transformers does not read. */
  private static final List<String> WITHOUT_EFFECT =
      List.of(
          "activation_function",
          "attention_softmax_in_fp32",
          "embedding_dropout",
          "layer_norm_epsilon",
          "residual_dropout",
          "scale_attention_softmax_in_fp32");

  private static FileNames names() {
    Map<String, List<String>> renamed = new TreeMap<>();
    for (String kind : List.of("weight", "bias")) {
      renamed.put("mlp.c_fc." + kind, List.of("mlp.up_proj." + kind));
      renamed.put("mlp.c_proj." + kind, List.of("mlp.down_proj." + kind));
    }
    return FileNames.LLAMA.stacks(renamed);
  }

  @Override
  public String modelType() {
    return "starcoder2";
  }

  @Override
  public String className() {
    return "Starcoder2";
  }

  @Override
  public int keyValueHeads(int heads) {
    return 2;
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
  public String activation() {
    return "gelu_pytorch_tanh";
  }

  @Override
  public String key(String llama) {
    return llama.equals("rms_norm_eps") ? "norm_epsilon" : llama;
  }

  @Override
  public GgufArchitecture gguf() {
    return GgufArchitecture.of(
            "starcoder2",
            Feature.OUTPUT_BIASES,
            Feature.BIASES,
            Feature.GELU,
            Feature.GELU_BY_TANH,
            Feature.HEADS_FILL_WIDTH)
        .reads("sliding_window", "attention.sliding_window")
        .flag("use_bias", "attn_output.bias");
  }

  @Override
  public void describe(ArchitectureBuilder builder, ConfigKeys keys, Sizes sizes) {
    WITHOUT_EFFECT.forEach(keys::has);
    usual(keys, "mlp_type", "default");
    usual(keys, "norm_type", "layer_norm");
    keys.unless(keys.flag("scale_attn_weights", true), "scale_attn_weights", "true");
    boolean biases = keys.flag("use_bias", true);
    int window = keys.whole("sliding_window", 0);
    keys.unless(
        window > 0 || !keys.has("sliding_window"),
        "sliding_window",
        "null or a whole number greater than 0");
    builder
        .norms(NormKind.LAYER)
        .ungated()
        .biases(biases, biases, biases)
        .windows(Architecture.everywhere(sizes.layers(), window))
        .names(names())
        .rope(RopeReader.read(keys, sizes.headWidth(), sizes.context(), 10_000));
  }

  /** Rejects another value of a key of which transformers knows only one. */
  private static void usual(ConfigKeys keys, String key, String only) {
    keys.unless(keys.text(key, only).equals(only), key, only);
  }
}
