package org.attune.model.family;

import org.attune.model.family.GgufArchitecture.Feature;

/**
 * OLMo 2 (OLMo Team 2024, arXiv 2501.00656): norms after attention and feed-forward layer instead
 * of before, and queries and keys normalised over all heads together.
 */
final class Olmo2Family implements Family {
  @Override
  public String modelType() {
    return "olmo2";
  }

  @Override
  public String className() {
    return "Olmo2";
  }

  @Override
  public double epsilon() {
    return 1e-5;
  }

  @Override
  public GgufArchitecture gguf() {
    return GgufArchitecture.of("olmo2", Feature.HEADS_FILL_WIDTH, Feature.OUTPUT_MATRIX)
        .flag("attention_bias", "attn_q.bias");
  }

  @Override
  public void describe(ArchitectureBuilder builder, ConfigKeys keys, Sizes sizes) {
    attention(builder, keys);
    builder.rope(RopeReader.read(keys, sizes.headWidth(), sizes.context(), 10_000));
  }

  /** Sets what OLMo 2 and 3 have in common. */
  static void attention(ArchitectureBuilder builder, ConfigKeys keys) {
    boolean biases = keys.flag("attention_bias", false);
    builder
        .biases(biases, biases, false)
        .queryKeyNorm(Architecture.QueryKeyNorm.ALL)
        .norms(Architecture.NormPlacement.AFTER);
  }
}
