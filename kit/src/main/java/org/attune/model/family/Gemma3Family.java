package org.attune.model.family;

import java.util.List;
import org.attune.model.family.GgufArchitecture.Feature;

/**
 * The text models of Gemma 3 (Gemma Team 2025, arXiv 2503.19786): Gemma 2 with normalised queries
 * and keys, five layers with a sliding window for each one without, and a rotary base for each
 * kind.
 */
final class Gemma3Family implements Family {
  private static final Gemma2Family BEFORE = new Gemma2Family();

  @Override
  public String modelType() {
    return "gemma3_text";
  }

  @Override
  public String className() {
    return "Gemma3";
  }

  @Override
  public int keyValueHeads(int heads) {
    return BEFORE.keyValueHeads(heads);
  }

  @Override
  public int headWidth(int width, int heads) {
    return BEFORE.headWidth(width, heads);
  }

  @Override
  public boolean tied() {
    return BEFORE.tied();
  }

  @Override
  public String activationKey() {
    return BEFORE.activationKey();
  }

  @Override
  public String activation() {
    return BEFORE.activation();
  }

  @Override
  public GgufArchitecture gguf() {
    return GgufArchitecture.of("gemma3", Feature.GELU)
        .windows(6)
        .widthScaled(62)
        .number("final_logit_softcapping", Architecture::logitCap)
        .number("rope.freq_base_swa", shape -> shape.ropes().get(1).theta())
        .number("rope.local.freq_base", shape -> shape.ropes().get(1).theta()) // for Ollama
        .reads("final_logit_softcapping", "final_logit_softcapping")
        .reads("rope_local_base_freq", "rope.freq_base_swa")
        .flag("attention_bias", "attn_q.bias");
  }

  @Override
  public void describe(ArchitectureBuilder builder, ConfigKeys keys, Sizes sizes) {
    String older = "_sliding_window_pattern";
    int every = keys.whole("sliding_window_pattern", keys.whole(older, 6));
    keys.unless(every > 0, "sliding_window_pattern", "greater than 0");
    List<String> types = LayerTypes.read(keys, sizes.layers(), layer -> (layer + 1) % every != 0);
    keys.refuseUnless(
        !keys.has("attn_logit_softcapping"),
        "attn_logit_softcapping",
        "Gemma 3 does not cap attention logits, and transformers ignores the key; set it to null.");
    Gemma2Family.common(builder, keys, sizes)
        .queryKeyNorm(Architecture.QueryKeyNorm.HEAD)
        .softCaps(0, Gemma2Family.cap(keys, "final_logit_softcapping", 0))
        .windows(Gemma2Family.windows(keys, types))
        .rotations(
            LayerRopes.read(keys, sizes, "rope_local_base_freq", 1_000_000, 10_000),
            LayerRopes.rotations(types));
  }
}
