package org.attune.model.family;

import java.util.List;
import org.attune.model.family.Architecture.NormPlacement;
import org.attune.model.family.Architecture.QueryKeyNorm;
import org.attune.model.family.GgufArchitecture.Feature;

/**
 * EXAONE 4 (LG AI Research 2025, arXiv 2507.11407): norms after attention and feed-forward layer,
 * normalised queries and keys and, in the larger model, a sliding window in three of four layers
 * and no positions in the other ones.
 */
final class Exaone4Family implements Family {
  @Override
  public String modelType() {
    return "exaone4";
  }

  @Override
  public String className() {
    return "Exaone4";
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
  public GgufArchitecture gguf() {
    return GgufArchitecture.of("exaone4", Feature.FREQUENCY_FACTORS)
        .reads("sliding_window", "attention.sliding_window");
  }

  @Override
  public void describe(ArchitectureBuilder builder, ConfigKeys keys, Sizes sizes) {
    int window = keys.whole("sliding_window", keys.names("sliding_window") ? 0 : 4096);
    List<String> types = types(keys, sizes.layers(), window);
    int unwindowed = window > 0 ? -1 : 0;
    builder
        .queryKeyNorm(QueryKeyNorm.HEAD)
        .norms(NormPlacement.AFTER)
        .windows(LayerTypes.windows(types, keys, window))
        .rotations(
            List.of(RopeReader.read(keys, sizes.headWidth(), sizes.context(), 10_000)),
            types.stream().map(type -> type.equals(LayerTypes.SLIDING) ? 0 : unwindowed).toList());
  }

  /** Reads the layers' types; the period counts only where none are listed. */
  private static List<String> types(ConfigKeys keys, int layers, int window) {
    String key = "sliding_window_pattern";
    boolean listed = keys.has("layer_types") || window == 0;
    int period = listed && keys.has(key) ? 1 : keys.whole(key, 4);
    keys.unless(period > 0, key, "greater than 0");
    return LayerTypes.read(keys, layers, layer -> window > 0 && (layer + 1) % period != 0);
  }
}
