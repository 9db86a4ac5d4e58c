package org.attune.model.family;

import java.util.List;
import org.attune.model.family.GgufArchitecture.Feature;

/**
 * Gemma 2 (Gemma Team 2024, arXiv 2408.00118): norms before and after attention and feed-forward
 * layer with 1 + gain, embeddings scaled by the square root of their width, GELU, a sliding window
 * in every other layer, soft-capped scores and logits.
 */
final class Gemma2Family implements Family {
  @Override
  public String modelType() {
    return "gemma2";
  }

  @Override
  public String className() {
    return "Gemma2";
  }

  @Override
  public int keyValueHeads(int heads) {
    return 4;
  }

  @Override
  public int headWidth(int width, int heads) {
    return 256;
  }

  @Override
  public boolean tied() {
    return true;
  }

  @Override
  public String activationKey() {
    return "hidden_activation";
  }

  @Override
  public String activation() {
    return "gelu_pytorch_tanh";
  }

  @Override
  public GgufArchitecture gguf() {
    return GgufArchitecture.of("gemma2", Feature.GELU, Feature.SOFT_CAPS, Feature.TIED)
        .windows(2)
        .widthScaled(46)
        .number("attn_logit_softcapping", Architecture::scoreCap)
        .number("final_logit_softcapping", Architecture::logitCap)
        .reads("attn_logit_softcapping", "attn_logit_softcapping")
        .reads("final_logit_softcapping", "final_logit_softcapping")
        .flag("attention_bias", "attn_q.bias");
  }

  @Override
  public void describe(ArchitectureBuilder builder, ConfigKeys keys, Sizes sizes) {
    List<String> types = LayerTypes.read(keys, sizes.layers(), layer -> layer % 2 == 0);
    common(builder, keys, sizes)
        .softCaps(cap(keys, "attn_logit_softcapping", 50), cap(keys, "final_logit_softcapping", 30))
        .windows(windows(keys, types))
        .rope(RopeReader.read(keys, sizes.headWidth(), sizes.context(), 10_000));
  }

  /** Sets what Gemma 2 and 3 have in common. */
  static ArchitectureBuilder common(ArchitectureBuilder builder, ConfigKeys keys, Sizes sizes) {
    keys.has("hidden_act"); // older files have it beside hidden_activation, which takes precedence
    return GemmaFamily.common(builder, keys, sizes)
        .norms(Architecture.NormPlacement.BOTH)
        .scoreScale(1 / Math.sqrt(keys.positive("query_pre_attn_scalar", 256)));
  }

  /** Reads a soft cap; null means that there is none. */
  static double cap(ConfigKeys keys, String key, double missing) {
    double cap = keys.number(key, keys.names(key) ? 0 : missing);
    keys.unless(cap > 0 || !keys.has(key), key, "null or a number greater than 0");
    return cap;
  }

  /** Reads the windows of layers of given types. */
  static List<Integer> windows(ConfigKeys keys, List<String> types) {
    return LayerTypes.windows(types, keys, keys.whole("sliding_window", 4096));
  }
}
