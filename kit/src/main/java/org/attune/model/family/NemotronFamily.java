package org.attune.model.family;

import com.google.gson.JsonObject;
import org.attune.model.family.Architecture.NormKind;
import org.attune.model.family.GgufArchitecture.Feature;

/**
 * Nemotron-4 and Minitron (Parmar et al. 2024, arXiv 2402.16819; Muralidharan et al. 2024, arXiv
 * 2407.14679): LayerNorm times 1 + gain, feed-forward layers without a gate that use max(x, 0)²,
 * and a part of each head left unrotated.
 */
final class NemotronFamily implements Family {
  private static final double USUAL_PART = 0.5;

  @Override
  public String modelType() {
    return "nemotron";
  }

  @Override
  public String className() {
    return "Nemotron";
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
  public boolean turnsParts() {
    return true;
  }

  @Override
  public String key(String llama) {
    return llama.equals("rms_norm_eps") ? "norm_eps" : llama;
  }

  @Override
  public GgufArchitecture gguf() {
    return GgufArchitecture.of("nemotron", Feature.RELU_SQUARED, Feature.OUTPUT_MATRIX);
  }

  @Override
  public void describe(ArchitectureBuilder builder, ConfigKeys keys, Sizes sizes) {
    boolean attention = keys.flag("attention_bias", false);
    builder
        .norms(NormKind.LAYER_PLUS_ONE)
        .ungated()
        .biases(attention, attention, keys.flag("mlp_bias", false))
        .rope(RopeReader.partly(keys, sizes, USUAL_PART));
  }

  /** States the part that is rotated where version 4 and where version 5 looks for it. */
  @Override
  public void complete(JsonObject json, Architecture architecture, int headWidth) {
    RopeForms.part(json, architecture.rotaryWidth(), headWidth);
  }
}
