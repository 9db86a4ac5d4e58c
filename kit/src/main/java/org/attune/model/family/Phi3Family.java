package org.attune.model.family;

import java.util.List;
import java.util.Map;
import org.attune.model.family.GgufArchitecture.Feature;

/**
 * Phi-3 and Phi-4-mini (Abdin et al. 2024, arXiv 2404.14219): Llama, whose files store queries,
 * keys and values as one matrix, and gate and up as another; part of each head may be left
 * unrotated.
 */
final class Phi3Family implements Family {
  private static final Map<String, List<String>> FUSED =
      Map.of(
          "self_attn.qkv_proj.weight",
          FileNames.queriesKeysValues("weight"),
          "mlp.gate_up_proj.weight",
          List.of("mlp.gate_proj.weight", "mlp.up_proj.weight"));

  @Override
  public String modelType() {
    return "phi3";
  }

  @Override
  public String className() {
    return "Phi3";
  }

  @Override
  public double epsilon() {
    return 1e-5;
  }

  @Override
  public boolean turnsParts() {
    return true;
  }

  @Override
  public GgufArchitecture gguf() {
    return GgufArchitecture.of(
            "phi3",
            Feature.HEADS_FILL_WIDTH,
            Feature.LONG_FREQUENCY_FACTORS,
            Feature.STACKED_MATRICES)
        .reads("sliding_window", "attention.sliding_window");
  }

  @Override
  public void describe(ArchitectureBuilder builder, ConfigKeys keys, Sizes sizes) {
    int window = keys.whole("sliding_window", 0);
    keys.unless(
        window > 0 || !keys.has("sliding_window"),
        "sliding_window",
        "null or a whole number greater than 0");
    boolean biases = keys.flag("attention_bias", false);
    keys.unless(!biases, "attention_bias", "false");
    keys.unless(!keys.flag("lm_head_bias", false), "lm_head_bias", "false");
    builder
        .windows(Architecture.everywhere(sizes.layers(), window))
        .fused(FUSED)
        .rope(RopeReader.read(keys, sizes.headWidth(), sizes.context(), 10_000));
    for (String key : new String[] {"rope_parameters", "rope_scaling"}) {
      keys.object(key)
          .ifPresent(
              set ->
                  set.unless(
                      !List.of(set.text("rope_type", ""), set.text("type", "")).contains("yarn"),
                      "rope_type",
                      "longrope or default in a Phi-3"));
    }
    keys.has("original_max_position_embeddings"); // read with the scaling of positions
  }
}
