package org.attune.model.family;

import java.util.List;
import java.util.Optional;

/** Reads the rotary positions of families with one set for each kind of layer. */
final class LayerRopes {
  private LayerRopes() {}

  /**
   * Reads the set of layers without a window, which alone may be scaled in version 4's format, and
   * the set of those with one.
   *
   * @param slidingKey version 4's key for the base of layers with a window, or empty
   * @param full the base of layers without a window where a file states none
   * @param sliding the base of layers with a window where a file states none
   */
  static List<RopeParameters> read(
      ConfigKeys keys, Family.Sizes sizes, String slidingKey, double full, double sliding) {
    Optional<ConfigKeys> fresh = keys.object("rope_parameters");
    fresh.ifPresent(
        set ->
            set.refuseUnless(
                !set.names("rope_type") && !set.names("rope_theta"),
                "rope_type",
                "such a model has one set of rotary positions for full_attention and one for"
                    + " sliding_attention; name them so."));
    return List.of(
        rope(keys, sizes, fresh, "full_attention", "rope_theta", "rope_scaling", full),
        rope(keys, sizes, fresh, LayerTypes.SLIDING, slidingKey, "", sliding));
  }

  /** Returns which of the two sets each layer uses. */
  static List<Integer> rotations(List<String> types) {
    return types.stream().map(type -> type.equals(LayerTypes.SLIDING) ? 1 : 0).toList();
  }

  private static RopeParameters rope(
      ConfigKeys keys,
      Family.Sizes sizes,
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
