package org.attune.train.loop;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.attune.engine.HostTensor;
import org.attune.model.Weights;

/**
 * A copy of the weights with the lowest held-out loss, if the configuration keeps the best weights.
 */
final class BestWeights {
  private static final String PREFIX = "best.";

  private final boolean wanted;
  private double lowest = Double.POSITIVE_INFINITY;
  private Map<String, HostTensor> tensors = Map.of();

  BestWeights(boolean wanted) {
    this.wanted = wanted;
  }

  /** Is called with a measured loss and the weights that it belongs to. */
  void see(double loss, Weights weights) {
    if (wanted && loss < lowest) {
      lowest = loss;
      tensors = weights.tensors();
    }
  }

  /** Returns the tensors for a checkpoint: the optimiser's state and the best weights. */
  Map<String, HostTensor> beside(Map<String, HostTensor> optimiser) {
    Map<String, HostTensor> all = new LinkedHashMap<>(optimiser);
    tensors.forEach((name, tensor) -> all.put(PREFIX + name, tensor));
    return all;
  }

  /** Restores the best weights from a checkpoint. */
  void restore(Checkpoint.TrainerState snapshot) {
    Map<String, HostTensor> found = new LinkedHashMap<>();
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

  /** Overwrites the last weights with the best ones, if there are any. */
  void write(Weights weights) {
    if (!tensors.isEmpty()) {
      weights.set(tensors);
    }
  }
}
