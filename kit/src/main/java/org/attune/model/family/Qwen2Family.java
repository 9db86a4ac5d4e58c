package org.attune.model.family;

import org.attune.model.family.GgufArchitecture.Feature;

/**
 * Qwen 2 and 2.5 (Yang et al. 2024, arXiv 2407.10671): queries, keys and values have biases, which
 * no key states, and the attention output has none.
 */
final class Qwen2Family implements Family {
  @Override
  public String modelType() {
    return "qwen2";
  }

  @Override
  public String className() {
    return "Qwen2";
  }

  @Override
  public int keyValueHeads(int heads) {
    return 32;
  }

  @Override
  public GgufArchitecture gguf() {
    return GgufArchitecture.of("qwen2", Feature.HEADS_FILL_WIDTH);
  }

  @Override
  public void describe(ArchitectureBuilder builder, ConfigKeys keys, Sizes sizes) {
    keys.unless(!keys.flag("use_mrope", false), "use_mrope", "false");
    builder
        .biases(true, false, false)
        .windows(LayerTypes.optional(keys, sizes.layers(), 4096))
        .rope(RopeReader.read(keys, sizes.headWidth(), sizes.context(), 10_000));
  }
}
