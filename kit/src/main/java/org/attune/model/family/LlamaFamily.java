package org.attune.model.family;

import org.attune.model.family.GgufArchitecture.Feature;

/**
 * Llama 1 to 3.3 (Touvron et al. 2023, arXiv 2302.13971; Grattafiori et al. 2024, arXiv 2407.21783)
 * and other models of the same architecture, such as SmolLM2.
 */
final class LlamaFamily implements Family {
  @Override
  public String modelType() {
    return "llama";
  }

  @Override
  public String className() {
    return "Llama";
  }

  @Override
  public GgufArchitecture gguf() {
    return GgufArchitecture.of(
            "llama", Feature.ROTATES_NEIGHBOURS, Feature.FREQUENCY_FACTORS, Feature.OUTPUT_BIASES)
        .flag("attention_bias", "attn_output.bias")
        .flag("mlp_bias", "ffn_up.bias");
  }

  @Override
  public void describe(ArchitectureBuilder builder, ConfigKeys keys, Sizes sizes) {
    boolean attention = keys.flag("attention_bias", false);
    keys.unless(!keys.flag("rope_interleaved", false), "rope_interleaved", "false");
    builder
        .biases(attention, attention, keys.flag("mlp_bias", false))
        .rope(RopeReader.read(keys, sizes.headWidth(), sizes.context(), 10_000));
  }
}
