package org.attune.model;

import ai.djl.ndarray.NDArray;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/**
 * Where a decoder finds the matrices A and B of each of its own matrices: which pair, which rows of
 * B if a file stacks several matrices, and the scale.
 */
final class AdapterSlots {
  private final Map<String, Slot> slots = new LinkedHashMap<>(); // by the decoder's own names
  private final List<NDArray> arrays = new ArrayList<>();
  private final double dropout;

  /**
   * The adaptation of one matrix of the decoder.
   *
   * @param place the place of A in {@link #arrays}; B follows
   * @param groups how many groups of rows B has, of each of which the matrix has the same rows
   * @param from the first of these rows
   * @param to the row after the last
   * @param scale the factor of B·A
   */
  record Slot(NDArray a, NDArray b, int place, int groups, long from, long to, double scale) {}

  AdapterSlots(LlamaConfig config, Adapter adapter) {
    this.dropout = adapter.lora().dropout();
    Map<String, Integer> places = new LinkedHashMap<>();
    Map<String, LoraModule> modules = new LinkedHashMap<>();
    for (LoraModule module : adapter.modules()) {
      places.put(module.name(), arrays.size());
      modules.put(module.name(), module);
      arrays.add(adapter.weights().get(module.a()));
      arrays.add(adapter.weights().get(module.b()));
    }
    addSlots(config, places, modules);
  }

  private void addSlots(
      LlamaConfig config, Map<String, Integer> places, Map<String, LoraModule> modules) {
    Map<String, long[]> shapes = WeightShapes.longs(config);
    FusedNames files = new FusedNames(config, shapes);
    shapes.forEach(
        (name, shape) -> {
          String module = Adapter.module(files.stored(name));
          if (modules.containsKey(module) && name.endsWith(".weight")) {
            int at = places.get(module);
            FusedNames.Whole whole = files.whole(name);
            int groups = whole.groups();
            long from = whole.first();
            long to = from + shape[0] / groups;
            double scale = modules.get(module).scale();
            NDArray a = arrays.get(at);
            NDArray b = arrays.get(at + 1);
            slots.put(Adapter.module(name), new Slot(a, b, at, groups, from, to, scale));
          }
        });
  }

  /** Returns the adaptation of a matrix, by the decoder's own name for it. */
  Optional<Slot> of(String module) {
    return Optional.ofNullable(slots.get(module));
  }

  /** Returns the probability that an input of A is set to zero in training. */
  double dropout() {
    return dropout;
  }

  /** Returns whether matrices take turns in the rows of a B. */
  boolean takesTurns() {
    return slots.values().stream().anyMatch(slot -> slot.groups() > 1);
  }

  /** Returns all A and B, in pairs. */
  List<NDArray> arrays() {
    return arrays;
  }

  /** Returns the constants of the decoder script: one number per slot and layer. */
  Map<String, String> constants(LlamaConfig config) {
    List<String> scales = new ArrayList<>();
    List<String> places = new ArrayList<>();
    List<String> groups = new ArrayList<>();
    List<String> from = new ArrayList<>();
    List<String> to = new ArrayList<>();
    for (int layer = 0; layer < config.layers(); layer++) {
      for (String role : LoraModule.roles(config.architecture())) {
        Optional<Slot> slot = of("model.layers." + layer + "." + role);
        scales.add(slot.map(s -> String.format(Locale.ROOT, "%.17g", s.scale())).orElse("0."));
        places.add(slot.map(s -> String.valueOf(s.place())).orElse("0"));
        groups.add(slot.map(s -> String.valueOf(s.groups())).orElse("1"));
        from.add(slot.map(s -> String.valueOf(s.from())).orElse("0"));
        to.add(slot.map(s -> String.valueOf(s.to())).orElse("0"));
      }
    }
    Map<String, String> constants = new TreeMap<>();
    constants.put("SLOT_SCALES", scales.toString());
    constants.put("SLOT_PLACES", places.toString());
    constants.put("SLOT_GROUPS", groups.toString());
    constants.put("SLOT_FROM", from.toString());
    constants.put("SLOT_TO", to.toString());
    constants.put("LORA_KEPT", String.format(Locale.ROOT, "%.17g", 1 - dropout));
    return constants;
  }
}
