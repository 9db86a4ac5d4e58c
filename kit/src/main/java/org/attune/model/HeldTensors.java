package org.attune.model;

import ai.djl.Device;
import ai.djl.ndarray.types.Shape;
import java.util.LinkedHashMap;
import java.util.Map;
import org.attune.engine.HostTensor;

/**
 * Weights on Java's heap, with the form in which they are held natively: a model that is held in 16
 * bits is sampled in 16 bits, so another form would show in the last digits. Numbers that were
 * quantised are quantised to the same blocks again.
 */
record HeldTensors(Map<String, HostTensor> tensors, WeightForm form) {
  /** Copies weights to the heap. */
  static HeldTensors of(Weights weights) {
    return new HeldTensors(weights.tensors(), weights.form());
  }

  /** Copies these weights to a device. */
  Weights weights(Device device) {
    Map<String, Shape> shapes = new LinkedHashMap<>();
    tensors.forEach((name, tensor) -> shapes.put(name, new Shape(tensor.shape())));
    return Weights.load(shapes, WeightReader.heap(tensors), form, device);
  }
}
