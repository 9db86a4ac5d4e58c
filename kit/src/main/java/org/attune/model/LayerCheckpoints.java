package org.attune.model;

import ai.djl.ndarray.NDArray;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Supplier;
import org.attune.engine.PyTorch;

/**
 * Gradient checkpointing by layer (Chen et al. 2016, arXiv 1604.06174): of each layer only the
 * input is kept, and the rest is computed again when its gradients are wanted. A step takes about a
 * third more operations, and its activations as much memory as those of one layer.
 */
final class LayerCheckpoints {
  private LayerCheckpoints() {}

  /** A layer of a decoder. */
  interface Layer {
    /** Returns the layer's output; gradients flow to its input and weights. */
    NDArray of(NDArray input, int layer);
  }

  /**
   * Returns the output of the last layer; gradients flow to all of them, once it has its own.
   *
   * @param frozen whether nothing is trained in the embedding
   * @param drops whether the layers draw random numbers, in the same places only if recorded
   */
  static NDArray through(
      Supplier<NDArray> embedded, boolean frozen, boolean drops, int layers, Layer layer) {
    List<NDArray> states = states(embedded, drops, layers, layer);
    states.forEach(state -> state.setRequiresGradient(true));
    // The last that is registered is differentiated first.
    if (!frozen) {
      PyTorch.afterwards(() -> weighted(embedded.get(), states.get(0)));
    }
    for (int i = 0; i < layers; i++) {
      int index = i;
      PyTorch.afterwards(
          () -> {
            if (index + 2 < states.size()) {
              states.get(index + 2).close(); // Its gradient has been passed on.
            }
            return weighted(layer.of(states.get(index), index), states.get(index + 1));
          });
    }
    return states.get(layers);
  }

  private static List<NDArray> states(
      Supplier<NDArray> embedded, boolean drops, int layers, Layer layer) {
    List<NDArray> states = new ArrayList<>(List.of(cut(embedded, drops)));
    for (int i = 0; i < layers; i++) {
      int index = i;
      states.add(cut(() -> layer.of(states.get(index), index), drops));
    }
    return states;
  }

  /** Returns an output alone, without what was recorded before it. */
  private static NDArray cut(Supplier<NDArray> output, boolean records) {
    if (!records) {
      return PyTorch.unrecorded(output);
    }
    NDArray recorded = output.get();
    NDArray alone = recorded.stopGradient();
    recorded.close();
    return alone;
  }

  /** Returns a scalar whose gradients are those of an output weighted by its known gradient. */
  private static NDArray weighted(NDArray output, NDArray known) {
    return output.mul(known.getGradient()).sum();
  }
}
