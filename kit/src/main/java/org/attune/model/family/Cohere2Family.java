package org.attune.model.family;

import java.util.List;
import org.attune.model.family.GgufArchitecture.Feature;

/**
 * Cohere's Command R7B and Command A (2024 and 2025): Command R with a sliding window in three of
 * four layers, and positions in those only.
 */
final class Cohere2Family extends CohereFamily {
  private static final String PATTERN = "sliding_window_pattern";
  private static final int USUAL_PERIOD = 4;

  @Override
  public String modelType() {
    return "cohere2";
  }

  @Override
  public String className() {
    return "Cohere2";
  }

  @Override
  public GgufArchitecture gguf() {
    return GgufArchitecture.of(
            "cohere2", Feature.HEADS_FILL_WIDTH, Feature.TIED, Feature.EVERY_FOURTH_UNROTATED)
        .windows(USUAL_PERIOD)
        .number("logit_scale", Architecture::logitScale)
        .reads("logit_scale", "logit_scale");
  }

  @Override
  public void describe(ArchitectureBuilder builder, ConfigKeys keys, Sizes sizes) {
    int period = keys.whole(PATTERN, USUAL_PERIOD);
    keys.unless(period > 0, PATTERN, "greater than 0");
    List<String> types = LayerTypes.read(keys, sizes.layers(), layer -> (layer + 1) % period != 0);
    int window = keys.whole("sliding_window", keys.names("sliding_window") ? 0 : 4096);
    common(builder, keys);
    builder
        .windows(LayerTypes.windows(types, keys, window))
        .rotations(
            List.of(RopeReader.read(keys, sizes.headWidth(), sizes.context(), 10_000)),
            types.stream().map(type -> type.equals(LayerTypes.SLIDING) ? 0 : -1).toList());
  }
}
