package org.attune.train.loop;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.attune.model.SafeTensors;
import org.attune.model.Weights;

/** A copy of the weights as they were when the held-out loss was lowest, for a plan that asks. */
final class BestWeights {
  private static final String PREFIX = "best.";

  private final boolean wanted;
  private double lowest = Double.POSITIVE_INFINITY;
  private Map<String, SafeTensors.Tensor> tensors = Map.of();

  BestWeights(boolean wanted) {
    this.wanted = wanted;
  }

  /** Is told of a measurement and the weights that it belongs to. */
  void see(double loss, Weights weights) {
    if (wanted && loss < lowest) {
      lowest = loss;
      tensors = weights.tensors();
    }
  }

  /** Returns what a checkpoint keeps: the optimiser's state, and beside it the best weights. */
  Map<String, SafeTensors.Tensor> beside(Map<String, SafeTensors.Tensor> optimiser) {
    Map<String, SafeTensors.Tensor> all = new LinkedHashMap<>(optimiser);
    tensors.forEach((name, tensor) -> all.put(PREFIX + name, tensor));
    return all;
  }

  /** Goes back to what a checkpoint kept. */
  void restore(Checkpoint.Snapshot snapshot) {
    Map<String, SafeTensors.Tensor> found = new LinkedHashMap<>();
    snapshot
        .optimiser()
        .forEach(
            (name, tensor) -> {
              if (name.startsWith(PREFIX)) {
                found.put(name.substring(PREFIX.length()), tensor);
              }
            });
    if (!found.isEmpty()) {
      List<Double> losses = snapshot.history().heldOutLosses();
      tensors = found;
      lowest = losses.stream().mapToDouble(Double::doubleValue).min().orElse(lowest);
    }
  }

  /** Writes the best weights over the last ones, where there are any. */
  void write(Weights weights) {
    if (!tensors.isEmpty()) {
      weights.set(tensors);
    }
  }
}
