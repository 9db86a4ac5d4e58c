package org.attune.model.family;

import java.util.ArrayList;
import java.util.List;
import java.util.function.IntPredicate;
import java.util.stream.IntStream;

/** The attention type of each layer: full or sliding window. */
final class LayerTypes {
  /** The type of layers with a sliding window. */
  static final String SLIDING = "sliding_attention";

  private static final String FULL = "full_attention";

  private LayerTypes() {}

  /**
   * Returns each layer's type from {@code layer_types}, or, where the file lacks it, from a rule.
   */
  static List<String> read(ConfigKeys keys, int layers, IntPredicate sliding) {
    List<String> types = keys.texts("layer_types");
    if (types.isEmpty()) {
      return IntStream.range(0, layers)
          .mapToObj(layer -> sliding.test(layer) ? SLIDING : FULL)
          .toList();
    }
    keys.unless(
        types.size() == layers && List.of(SLIDING, FULL).containsAll(types),
        "layer_types",
        "a list of " + layers + " times " + SLIDING + " or " + FULL);
    return types;
  }

  /** Returns each layer's window: its size in sliding layers, 0 for all positions in the others. */
  static List<Integer> windows(List<String> types, ConfigKeys keys, int window) {
    List<Integer> windows = new ArrayList<>();
    types.forEach(type -> windows.add(type.equals(SLIDING) ? window : 0));
    keys.unless(
        window > 0 || !types.contains(SLIDING), "sliding_window", "a whole number greater than 0");
    return windows;
  }

  /**
   * Reads the windows of families in which only {@code use_sliding_window} turns them on, from
   * layer {@code max_window_layers} on if no types are listed.
   */
  static List<Integer> optional(ConfigKeys keys, int layers, int missing) {
    boolean used = keys.flag("use_sliding_window", false);
    int stated = keys.names("sliding_window") ? 0 : missing;
    int window = used ? keys.whole("sliding_window", stated) : 0;
    keys.has("sliding_window");
    int first = keys.whole("max_window_layers", 28);
    List<String> types = read(keys, layers, layer -> window > 0 && layer >= first);
    if (!used || window == 0) {
      return Architecture.everywhere(layers, 0);
    }
    return windows(types, keys, window);
  }
}
