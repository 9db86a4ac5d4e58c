package org.attune.model.family;

import com.google.gson.JsonObject;
import org.attune.model.family.Architecture.NormKind;
import org.attune.model.family.Architecture.Residual;
import org.attune.model.family.GgufArchitecture.Feature;

/**
 * StableLM 3B and 2 (Bellagente et al. 2024, arXiv 2402.17834): Llama with LayerNorm, a part of
 * each head left unrotated, and optional biases of queries, keys and values; attention and
 * feed-forward layer may read the same input through one norm.
 */
final class StableLmFamily implements Family {
  private static final double USUAL_PART = 0.25;

  @Override
  public String modelType() {
    return "stablelm";
  }

  @Override
  public String className() {
    return "StableLm";
  }

  @Override
  public int keyValueHeads(int heads) {
    return 32;
  }

  @Override
  public double epsilon() {
    return 1e-5;
  }

  @Override
  public boolean turnsParts() {
    return true;
  }

  /** Heads always fill the width, whatever head_dim says of their rotation. */
  @Override
  public String key(String llama) {
    return switch (llama) {
      case "rms_norm_eps" -> "layer_norm_eps";
      case "head_dim" -> "";
      default -> llama;
    };
  }

  @Override
  public GgufArchitecture gguf() {
    return GgufArchitecture.of(
            "stablelm", Feature.HEADS_FILL_WIDTH, Feature.RESIDUAL_FORM, Feature.OUTPUT_MATRIX)
        .flag("use_qkv_bias", "attn_q.bias");
  }

  @Override
  public void describe(ArchitectureBuilder builder, ConfigKeys keys, Sizes sizes) {
    keys.refuseUnless(
        !keys.flag("qk_layernorm", false),
        "qk_layernorm",
        "norms of queries and keys, one for each head, are not supported; use a smaller StableLM"
            + " than 12B.");
    boolean parallel = keys.flag("use_parallel_residual", false);
    builder
        .norms(NormKind.LAYER)
        .biases(keys.flag("use_qkv_bias", false), false, false)
        .residual(parallel ? Residual.PARALLEL_ONE_NORM : Residual.SEQUENTIAL)
        .rope(RopeReader.partly(keys, sizes, USUAL_PART));
  }

  /** States the part that is rotated where version 4 and where version 5 looks for it. */
  @Override
  public void complete(JsonObject json, Architecture architecture, int headWidth) {
    RopeForms.part(json, architecture.rotaryWidth(), headWidth);
  }
}
