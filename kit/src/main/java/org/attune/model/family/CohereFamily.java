package org.attune.model.family;

import java.util.List;
import org.attune.model.family.Architecture.NormKind;
import org.attune.model.family.Architecture.Residual;
import org.attune.model.family.GgufArchitecture.Feature;

/**
 * Cohere's Command R (2024) and Aya 23: LayerNorm without biases, attention and feed-forward layer
 * that read the same input through one norm, rotated neighbours, and logits times a factor.
 */
class CohereFamily implements Family {
  static final double THETA = 500_000;

  /** Words of the program that trained the models, which transformers does not read. */
  private static final List<String> WITHOUT_EFFECT =
      List.of(
          "layer_switch",
          "model_max_length",
          "order_of_interleaved_layers",
          "position_embedding_type",
          "rotary_pct",
          "use_embedding_sharing",
          "use_gated_activation",
          "use_parallel_block",
          "use_parallel_embedding");

  @Override
  public String modelType() {
    return "cohere";
  }

  @Override
  public String className() {
    return "Cohere";
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
  public String key(String llama) {
    return llama.equals("rms_norm_eps") ? "layer_norm_eps" : llama;
  }

  @Override
  public GgufArchitecture gguf() {
    return GgufArchitecture.of("command-r", Feature.HEADS_FILL_WIDTH, Feature.TIED)
        .number("logit_scale", Architecture::logitScale)
        .reads("logit_scale", "logit_scale");
  }

  @Override
  public void describe(ArchitectureBuilder builder, ConfigKeys keys, Sizes sizes) {
    keys.refuseUnless(
        !keys.flag("use_qk_norm", false),
        "use_qk_norm",
        "norms of queries and keys are not supported in Cohere; use a smaller model than Command R+.");
    common(builder, keys);
    builder.rope(RopeReader.read(keys, sizes.headWidth(), sizes.context(), THETA));
  }

  /** Describes what both families of Cohere share. */
  static void common(ArchitectureBuilder builder, ConfigKeys keys) {
    WITHOUT_EFFECT.forEach(keys::has);
    boolean biases = keys.flag("attention_bias", false);
    builder
        .norms(NormKind.LAYER_WITHOUT_BIAS)
        .residual(Residual.PARALLEL_ONE_NORM)
        .biases(biases, biases, false)
        .logitScale(keys.positive("logit_scale", 0.0625))
        .rotatesNeighbours();
  }
}
