package org.attune.model.family;

/** Mistral (Jiang et al. 2023, arXiv 2310.06825): Llama with a sliding window in each layer. */
final class MistralFamily implements Family {
  @Override
  public String modelType() {
    return "mistral";
  }

  @Override
  public String className() {
    return "Mistral";
  }

  @Override
  public int keyValueHeads(int heads) {
    return 8;
  }

  @Override
  public GgufArchitecture gguf() {
    return new LlamaFamily().gguf();
  }

  @Override
  public void describe(ArchitectureBuilder builder, ConfigKeys keys, Sizes sizes) {
    int window = keys.whole("sliding_window", keys.names("sliding_window") ? 0 : 4096);
    keys.unless(
        window > 0 || !keys.has("sliding_window"),
        "sliding_window",
        "null or a whole number greater than 0");
    builder
        .windows(Architecture.everywhere(sizes.layers(), window))
        .rope(RopeReader.read(keys, sizes.headWidth(), sizes.context(), 10_000));
  }
}
