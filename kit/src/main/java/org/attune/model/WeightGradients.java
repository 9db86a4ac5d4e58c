package org.attune.model;

import ai.djl.ndarray.NDArray;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Predicate;
import java.util.function.Supplier;
import org.attune.engine.NativeMemory;
import org.attune.engine.PyTorch;

/**
 * The gradients of some weights. They exist from the backward pass that adds to them until the
 * optimiser has used them, so that they and the activations, which a backward pass frees as it
 * goes, are never in memory as a whole at the same time.
 *
 * <p>Freed gradients count as zero. They are made before a backward pass, or by the pass itself,
 * see {@link Decoder#prepareGradients}.
 */
public final class WeightGradients {
  private static final long LARGE = 256L << 20;

  private final Map<String, NDArray> arrays;
  private final Supplier<WeightScript> script;
  private boolean exist; // even if they were freed since
  private boolean returnsArrays; // to the system, as what else a training frees

  /** Creates the gradients of named weights, which may still be missing. */
  WeightGradients(Map<String, NDArray> arrays, Supplier<WeightScript> script) {
    this.arrays = arrays;
    this.script = script;
  }

  /** Turns recording for the weights on or off. */
  void require(boolean required) {
    try (PyTorch.Scope scope = PyTorch.scope()) {
      arrays.forEach((name, array) -> array.setRequiresGradient(required));
    }
    if (required && !exist) {
      script.get().makeGradients(List.copyOf(arrays.values()));
      exist = true;
    } else if (required) {
      make();
    }
  }

  /** Turns recording on for a training, which starts without any gradient in memory. */
  public void begin() {
    returnArrays(areLarge());
    arrays.forEach(
        (name, array) -> {
          try (PyTorch.Scope scope = PyTorch.scope()) {
            array.setRequiresGradient(true);
            if (!exist) {
              script.get().makeGradients(List.of(array)); // One at a time.
            }
            script.get().freeGradients(List.of(array.getGradient()));
          }
        });
    exist = true;
  }

  /** Turns recording off after a training. */
  public void end() {
    require(false);
    returnArrays(false);
  }

  /** Small models ask for nothing, so that they leave alone what a large one asked for. */
  private void returnArrays(boolean wanted) {
    if (wanted != returnsArrays) {
      returnsArrays = wanted;
      NativeMemory.returnArrays(wanted);
    }
  }

  /** Makes those that were freed, as zeros. */
  public void make() {
    make(name -> true);
  }

  /** Makes those of some names that were freed, as zeros. */
  void make(Predicate<String> names) {
    List<NDArray> owners = new ArrayList<>();
    arrays.forEach(
        (name, array) -> {
          if (names.test(name)) {
            owners.add(array);
          }
        });
    if (owners.isEmpty()) {
      return;
    }
    try (PyTorch.Scope scope = PyTorch.scope()) {
      List<NDArray> freed = owners.stream().map(NDArray::getGradient).toList();
      script.get().makeGradients(owners, freed);
    }
  }

  /** Returns the gradients by the names of their weights; they belong to the caller's scope. */
  public Map<String, NDArray> byName() {
    Map<String, NDArray> all = new LinkedHashMap<>();
    arrays.forEach((name, array) -> all.put(name, array.getGradient()));
    return all;
  }

  /**
   * Frees all of them. Large ones go back to the system, as what the next step keeps for its
   * gradients seldom fits where they were.
   */
  public void free() {
    try (PyTorch.Scope scope = PyTorch.scope()) {
      script.get().freeGradients(List.copyOf(byName().values()));
    }
    if (areLarge()) {
      NativeMemory.trim();
    }
  }

  /** Returns whether they take so much that freed memory matters. */
  private boolean areLarge() {
    return List.copyOf(arrays.values()).stream().mapToLong(a -> Float.BYTES * a.size()).sum()
        > LARGE;
  }
}
