package org.attune.model.family;

import java.util.List;
import java.util.Optional;
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
        .number("rope.local.freq_base", shape -> shape.ropes().get(1).theta()); // for Ollama
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
            ropes(keys, sizes),
            types.stream().map(type -> type.equals(LayerTypes.SLIDING) ? 1 : 0).toList());
  }

  /** The layers without a window have the first set, those with one the second. */
  private static List<RopeParameters> ropes(ConfigKeys keys, Sizes sizes) {
    Optional<ConfigKeys> fresh = keys.object("rope_parameters");
    fresh.ifPresent(
        set ->
            set.refuseUnless(
                !set.names("rope_type") && !set.names("rope_theta"),
                "rope_type",
                "Gemma 3 has one set of rotary positions for full_attention and one for"
                    + " sliding_attention; name them so."));
    return List.of(
        rope(keys, sizes, fresh, "full_attention", "rope_theta", "rope_scaling", 1_000_000),
        rope(keys, sizes, fresh, LayerTypes.SLIDING, "rope_local_base_freq", "", 10_000));
  }

  private static RopeParameters rope(
      ConfigKeys keys,
      Sizes sizes,
      Optional<ConfigKeys> fresh,
      String layers,
      String baseKey,
      String scalingKey,
      double missing) {
    Optional<ConfigKeys> set = fresh.flatMap(all -> all.object(layers));
    double base = RopeReader.base(keys, baseKey, set, missing);
    int head = sizes.headWidth();
    RopeParameters found = RopeReader.of(set, head, 1, base, sizes.context(), keys);
    Optional<ConfigKeys> old = scalingKey.isEmpty() ? Optional.empty() : keys.object(scalingKey);
    if (old.isEmpty()) {
      return found;
    }
    RopeParameters scaled = RopeReader.of(old, head, 1, base, sizes.context(), keys);
    keys.refuseUnless(
        set.isEmpty() || found.equals(scaled),
        scalingKey,
        "'rope_parameters' says something else. Remove the one that the model was not trained"
            + " with.");
    return scaled;
  }
}
