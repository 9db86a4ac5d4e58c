package org.attune.model;

import ai.djl.Device;
import ai.djl.ndarray.types.Shape;
import java.util.LinkedHashMap;
import java.util.Map;
import org.attune.engine.DType;
import org.attune.engine.HostTensor;

/**
 * Weights on Java's heap, with the type in which matrices are held natively: a model that is held
 * in 16 bits is sampled in 16 bits, so another type would show in the last digits.
 */
record HeldTensors(Map<String, HostTensor> tensors, DType held) {
  /** Copies weights to the heap. */
  static HeldTensors of(Weights weights) {
    return new HeldTensors(weights.tensors(), weights.held());
  }

  /** Copies these weights to a device. */
  Weights weights(Device device) {
    Map<String, Shape> shapes = new LinkedHashMap<>();
    tensors.forEach((name, tensor) -> shapes.put(name, new Shape(tensor.shape())));
    return Weights.load(shapes, WeightReader.heap(tensors), held, device);
  }
}
