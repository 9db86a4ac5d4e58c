package org.attune.model.family;

import java.util.Optional;
import java.util.Set;

/**
 * Ministral 3 (Mistral AI 2025): Mistral with positions scaled by yarn. Beyond the length of the
 * original training it also multiplies queries by a factor that grows with their position; texts
 * are shorter here.
 */
final class Ministral3Family implements Family {
  private static final String GROWTH = "llama_4_scaling_beta";
  private static final String ROPE = "rope_parameters";
  private static final String ORIGINAL = "original_max_position_embeddings";

  @Override
  public String modelType() {
    return "ministral3";
  }

  @Override
  public String className() {
    return "Ministral3";
  }

  @Override
  public int keyValueHeads(int heads) {
    return 8;
  }

  @Override
  public int headWidth(int width, int heads) {
    return 128;
  }

  @Override
  public double epsilon() {
    return 1e-5;
  }

  /** Up to that length it is a Llama with yarn. */
  @Override
  public GgufArchitecture gguf() {
    return new LlamaFamily().gguf();
  }

  @Override
  public void describe(ArchitectureBuilder builder, ConfigKeys keys, Sizes sizes) {
    Optional<ConfigKeys> set = keys.object(keys.has(ROPE) ? ROPE : "rope_scaling");
    keys.refuseUnless(
        set.isPresent(),
        ROPE,
        "transformers has a default with yarn for this key; state what the model was trained with.");
    RopeParameters rope =
        RopeReader.knowing(Set.of(GROWTH, "max_position_embeddings"), keys, sizes, 10_000);
    ConfigKeys known = set.orElseThrow();
    known.refuseUnless(
        known.has(GROWTH) && known.has(ORIGINAL),
        known.has(GROWTH) ? ORIGINAL : GROWTH,
        "transformers cannot run a Ministral 3 without a number there.");
    int window = keys.whole("sliding_window", 0);
    keys.unless(
        window > 0 || !keys.has("sliding_window"), "sliding_window", "null or greater than 0");
    builder
        .windows(Architecture.everywhere(sizes.layers(), window))
        .rope(
            known.number(GROWTH, 0) == 0
                ? rope
                : rope.upTo(known.whole(ORIGINAL, sizes.context())));
  }
}
