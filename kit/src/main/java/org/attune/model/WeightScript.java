package org.attune.model;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.Shape;
import java.util.List;
import org.attune.engine.DType;
import org.attune.engine.PyTorch;
import org.attune.engine.TorchScript;

/** The operations on weights that DJL lacks or gets wrong, each in one native call. */
final class WeightScript {
  private final NDManager manager;
  private final TorchScript script;

  WeightScript(NDManager manager) {
    this.manager = manager;
    this.script = TorchScript.load(manager, WeightScript.class, "weights.torchscript");
  }

  /** Returns 16-bit floats in 32 bits; gradients flow through the result. */
  NDArray full(NDArray half) {
    return script.recorded("full", new TorchScript.Inputs(half)).singletonOrThrow();
  }

  /** Returns an array of a type to be filled; DJL cannot create bfloat16, its conversion aborts. */
  NDArray empty(Shape shape, DType type) {
    TorchScript.Inputs inputs =
        new TorchScript.Inputs(manager.create(shape.size()), manager.create((long) type.code()));
    return script.detached("empty", inputs).singletonOrThrow().reshape(shape);
  }

  /**
   * Writes a part of an array in place, and returns whether all of the part is finite, which is so
   * wherever the sum is, and seldom elsewhere.
   */
  boolean fill(NDArray part, NDArray whole, long first) {
    return filled("fill", part, whole, first);
  }

  /** Does the same with a part that has the bits of bfloat16 under the type float16. */
  boolean fillBrain(NDArray part, NDArray whole, long first) {
    return filled("fill_brain", part, whole, first);
  }

  private boolean filled(String method, NDArray part, NDArray whole, long first) {
    TorchScript.Inputs inputs = new TorchScript.Inputs(part, whole, manager.create(first));
    return script.inference(method, inputs).singletonOrThrow().getBoolean();
  }

  /** Overwrites arrays in place; DJL's own set(…) makes PyTorch print a warning. */
  void write(List<NDArray> arrays, List<NDArray> values) {
    TorchScript.Inputs first = new TorchScript.Inputs(arrays.get(0));
    script.inference("write", first.list("P", arrays).list("S", values));
  }

  /** Returns whether all values, and their squares, are finite. */
  boolean areFinite(List<NDArray> arrays) {
    TorchScript.Inputs all = new TorchScript.Inputs(PyTorch.constant(manager, 0));
    return Float.isFinite(
        script.inference("norm", all.list("P", arrays)).singletonOrThrow().getFloat());
  }

  /** Makes the gradients of arrays whose memory was freed, as zeros. */
  void makeGradients(List<NDArray> arrays, List<NDArray> gradients) {
    script.run("make", new TorchScript.Inputs().list("P", arrays).list("G", gradients));
  }

  /** Frees the memory of gradients; the arrays stay, without elements. */
  void freeGradients(List<NDArray> gradients) {
    script.run("free", new TorchScript.Inputs().list("G", gradients));
  }

  /**
   * Makes the gradients of arrays that require them. The engine makes a gradient in the first
   * backward pass; before, it returns a new array each time.
   */
  void makeGradients(List<NDArray> arrays) {
    TorchScript.Inputs all = new TorchScript.Inputs().list("P", arrays);
    PyTorch.backward(() -> script.recorded("nothing", all).singletonOrThrow(), NDArray::getFloat);
  }
}
