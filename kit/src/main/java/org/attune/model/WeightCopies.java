package org.attune.model;

import ai.djl.Device;
import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.types.DataType;
import java.util.List;
import java.util.Optional;
import org.attune.engine.PyTorch;

/** Copies weights to another form or device, matrix by matrix and without Java's heap. */
final class WeightCopies {
  private WeightCopies() {}

  /** Returns a copy in 32 bits. */
  static Weights wide(Weights weights, Device device) {
    Weights copy = new Weights(device, weights.bytes(), WeightForm.FULL);
    try (PyTorch.Scope scope = PyTorch.scope()) {
      weights.forEach((name, array) -> copy.put(name, scope.keep(wide(weights, array, copy))));
    }
    return copy;
  }

  /** Returns a copy in 32 bits, or with the same quantisation. */
  static Weights same(Weights weights, Device device) {
    return weights
        .form()
        .quantisation()
        .map(type -> quantised(weights, type, device))
        .orElseGet(() -> wide(weights, device));
  }

  private static NDArray wide(Weights weights, NDArray array, Weights copy) {
    if (WeightForm.isQuantised(array)) {
      return weights.blocks().full(array).toDevice(copy.device(), false);
    }
    if (weights.form().isHalf(array)) {
      NDArray wide = copy.manager().create(array.getShape(), DataType.FLOAT32);
      weights.script().write(List.of(wide), List.of(array));
      return wide;
    }
    // On the same device a move never copies, whatever is requested.
    return copy.device().equals(array.getDevice())
        ? array.stopGradient().duplicate()
        : array.stopGradient().toDevice(copy.device(), true);
  }

  /** Returns the weights with the blocks' matrices quantised; on the same device shares others. */
  static Weights quantised(Weights weights, Quantisation type, Device device) {
    WeightForm form = new WeightForm(weights.form().held(), Optional.of(type));
    long bytes =
        weights.names().stream()
            .filter(name -> form.quantises(name, weights.shape(name)))
            .mapToLong(name -> type.bytes(weights.shape(name)))
            .sum();
    Weights copy = new Weights(device, bytes, form);
    weights.forEach(
        (name, array) -> {
          try (PyTorch.Scope scope = PyTorch.scope()) {
            boolean taken = form.quantises(name, weights.shape(name));
            NDArray plain = taken ? weights.full(name) : array.stopGradient();
            NDArray there = plain.toDevice(device, false);
            copy.put(name, scope.keep(taken ? copy.blocks().of(there) : there));
          }
        });
    return copy;
  }
}
