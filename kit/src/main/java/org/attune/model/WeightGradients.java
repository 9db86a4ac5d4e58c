package org.attune.model;

import ai.djl.ndarray.NDArray;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Predicate;
import org.attune.engine.NativeAllocator;
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

  private final Weights weights;
  private boolean exist; // even if they were freed since

  WeightGradients(Weights weights) {
    this.weights = weights;
  }

  /** Turns recording for the weights on or off. */
  void require(boolean required) {
    try (PyTorch.Scope scope = PyTorch.scope()) {
      weights.forEach((name, array) -> array.setRequiresGradient(required));
    }
    if (required && !exist) {
      weights.script().makeGradients(weights.arrays());
      exist = true;
    } else if (required) {
      make();
    }
  }

  /** Turns recording on for a training, which starts without any gradient in memory. */
  public void begin() {
    NativeAllocator.returnsArrays(areLarge());
    weights.forEach(
        (name, array) -> {
          try (PyTorch.Scope scope = PyTorch.scope()) {
            array.setRequiresGradient(true);
            if (!exist) {
              weights.script().makeGradients(List.of(array)); // One at a time.
            }
            weights.script().freeGradients(List.of(array.getGradient()));
          }
        });
    exist = true;
  }

  /** Turns recording off after a training. */
  public void end() {
    require(false);
    NativeAllocator.returnsArrays(false);
  }

  /** Makes those that were freed, as zeros. */
  public void make() {
    make(name -> true);
  }

  /** Makes those of some names that were freed, as zeros. */
  void make(Predicate<String> names) {
    List<NDArray> owners = new ArrayList<>();
    weights.forEach(
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
      weights.script().makeGradients(owners, freed);
    }
  }

  /** Returns the gradients by the names of their weights; they belong to the caller's scope. */
  public Map<String, NDArray> byName() {
    Map<String, NDArray> all = new LinkedHashMap<>();
    weights.forEach((name, array) -> all.put(name, array.getGradient()));
    return all;
  }

  /**
   * Frees all of them. Large ones go back to the system, as what the next step keeps for its
   * gradients seldom fits where they were.
   */
  public void free() {
    try (PyTorch.Scope scope = PyTorch.scope()) {
      weights.script().freeGradients(List.copyOf(byName().values()));
    }
    if (areLarge()) {
      NativeAllocator.trim();
    }
  }

  /** Returns whether they take so much that freed memory matters. */
  private boolean areLarge() {
    return weights.arrays().stream().mapToLong(a -> Float.BYTES * a.size()).sum() > LARGE;
  }
}
