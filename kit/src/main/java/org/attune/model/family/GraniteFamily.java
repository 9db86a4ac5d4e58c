package org.attune.model.family;

import org.attune.model.family.GgufArchitecture.Feature;

/**
 * Granite 3 (IBM 2024): Llama with factors of embeddings, residual additions, attention scores and
 * logits, as in the maximal update parametrisation.
 */
final class GraniteFamily implements Family {
  @Override
  public String modelType() {
    return "granite";
  }

  @Override
  public String className() {
    return "Granite";
  }

  @Override
  public GgufArchitecture gguf() {
    return GgufArchitecture.of(
            "granite", Feature.ROTATES_NEIGHBOURS, Feature.FREQUENCY_FACTORS, Feature.OUTPUT_BIASES)
        .number("embedding_scale", architecture -> architecture.embedding().scale())
        .number("residual_scale", Architecture::residualScale)
        .number(GgufArchitecture.SCORE_SCALE, Architecture::scoreScale)
        .number("logit_scale", shape -> 1 / shape.logitScale())
        .reads("embedding_multiplier", "embedding_scale")
        .reads("residual_multiplier", "residual_scale")
        .reads("attention_multiplier", GgufArchitecture.SCORE_SCALE)
        .reads("logits_scaling", "logit_scale")
        .flag("attention_bias", "attn_output.bias")
        .flag("mlp_bias", "ffn_up.bias");
  }

  @Override
  public void describe(ArchitectureBuilder builder, ConfigKeys keys, Sizes sizes) {
    boolean attention = keys.flag("attention_bias", false);
    builder
        .biases(attention, attention, keys.flag("mlp_bias", false))
        .embeddingScale(keys.positive("embedding_multiplier", 1))
        .residualScale(keys.positive("residual_multiplier", 1))
        .scoreScale(keys.positive("attention_multiplier", 1))
        .logitScale(1 / keys.positive("logits_scaling", 1))
        .rope(RopeReader.read(keys, sizes.headWidth(), sizes.context(), 10_000));
  }
}
