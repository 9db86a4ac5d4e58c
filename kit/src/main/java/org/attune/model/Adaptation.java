package org.attune.model;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.attune.util.InvalidInputException;

/**
 * The adapters of a model by name, and the one in use.
 *
 * @param adapters all adapters, each of which was made for the same base
 * @param active the name of the one in use
 * @param merged whether it is added to a copy of the base's weights
 */
record Adaptation(Map<String, Adapter> adapters, String active, boolean merged) {
  /** The name that PEFT gives an adapter by default. */
  static final String DEFAULT = "default";

  Adaptation {
    adapters = Collections.unmodifiableMap(new LinkedHashMap<>(adapters));
    InvalidInputException.unless(
        adapters.containsKey(active),
        "There is no adapter '%s'; available: %s.",
        active,
        adapters.keySet());
  }

  /** Returns one adapter, which is in use. */
  static Adaptation of(String name, Adapter adapter) {
    return new Adaptation(Map.of(name, adapter), name, false);
  }

  /** Returns the adapter in use. */
  Adapter adapter() {
    return adapters.get(active);
  }

  /** Returns the same with another adapter in use. */
  Adaptation using(String name) {
    return new Adaptation(adapters, name, false);
  }

  /** Returns the same with one more adapter, which is in use. */
  Adaptation with(String name, Adapter adapter) {
    Map<String, Adapter> more = new LinkedHashMap<>(adapters);
    more.put(name, adapter);
    return new Adaptation(more, name, false);
  }

  /** Returns the same with its adapter added to the weights, or not. */
  Adaptation merged(boolean wanted) {
    return new Adaptation(adapters, active, wanted);
  }

  /** Returns the names of all adapters. */
  List<String> names() {
    return List.copyOf(adapters.keySet());
  }
}
