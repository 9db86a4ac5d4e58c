package org.attune.model.family;

/**
 * Dense models of ERNIE 4.5 (Baidu 2025), such as the one of 0.3B weights: Llama with rotations of
 * neighbouring numbers, and with a bias everywhere or nowhere.
 */
final class Ernie45Family implements Family {
  @Override
  public String modelType() {
    return "ernie4_5";
  }

  @Override
  public String className() {
    return "Ernie4_5";
  }

  @Override
  public int keyValueHeads(int heads) {
    return 2;
  }

  @Override
  public int headWidth(int width, int heads) {
    return 128;
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
  public GgufArchitecture gguf() {
    return GgufArchitecture.of("ernie4_5").flag("use_bias", "attn_q.bias");
  }

  @Override
  public void describe(ArchitectureBuilder builder, ConfigKeys keys, Sizes sizes) {
    boolean biases = keys.flag("use_bias", false);
    builder
        .biases(biases, biases, biases)
        .rotatesNeighbours()
        .rope(RopeReader.read(keys, sizes.headWidth(), sizes.context(), 500_000));
  }
}
