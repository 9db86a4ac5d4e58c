package org.attune.model.family;

import org.attune.model.family.GgufArchitecture.Feature;

/** Arcee's AFM (2025): Llama with feed-forward layers of max(x, 0)² and no gate. */
final class ArceeFamily implements Family {
  @Override
  public String modelType() {
    return "arcee";
  }

  @Override
  public String className() {
    return "Arcee";
  }

  @Override
  public double epsilon() {
    return 1e-5;
  }

  @Override
  public String activation() {
    return "relu2";
  }

  @Override
  public GgufArchitecture gguf() {
    return GgufArchitecture.of(
            "arcee", Feature.ROTATES_NEIGHBOURS, Feature.FREQUENCY_FACTORS, Feature.RELU_SQUARED)
        .flag("attention_bias", "attn_output.bias")
        .flag("mlp_bias", "ffn_up.bias");
  }

  @Override
  public void describe(ArchitectureBuilder builder, ConfigKeys keys, Sizes sizes) {
    boolean attention = keys.flag("attention_bias", false);
    builder
        .biases(attention, attention, keys.flag("mlp_bias", false))
        .ungated()
        .rope(RopeReader.read(keys, sizes.headWidth(), sizes.context(), 10_000));
  }
}
