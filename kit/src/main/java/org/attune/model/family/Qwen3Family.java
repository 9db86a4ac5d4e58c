package org.attune.model.family;

/**
 * Qwen 3 (Yang et al. 2025, arXiv 2505.09388): each head of queries and keys is normalised, and the
 * head width is independent of the other sizes.
 */
final class Qwen3Family implements Family {
  @Override
  public String modelType() {
    return "qwen3";
  }

  @Override
  public String className() {
    return "Qwen3";
  }

  @Override
  public int keyValueHeads(int heads) {
    return 32;
  }

  @Override
  public int headWidth(int width, int heads) {
    return 128;
  }

  @Override
  public GgufArchitecture gguf() {
    return GgufArchitecture.of("qwen3").flag("attention_bias", "attn_q.bias");
  }

  @Override
  public void describe(ArchitectureBuilder builder, ConfigKeys keys, Sizes sizes) {
    boolean biases = keys.flag("attention_bias", false);
    builder
        .biases(biases, biases, false)
        .queryKeyNorm(Architecture.QueryKeyNorm.HEAD)
        .windows(LayerTypes.optional(keys, sizes.layers(), 4096))
        .rope(RopeReader.read(keys, sizes.headWidth(), sizes.context(), 10_000));
  }
}
