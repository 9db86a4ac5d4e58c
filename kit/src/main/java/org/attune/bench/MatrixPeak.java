package org.attune.bench;

import ai.djl.Device;
import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.Shape;
import java.util.List;
import org.attune.model.Native;
import org.attune.model.ScriptedDecoder.Products;
import org.attune.model.TorchScript;

/**
 * Bare products of large square matrices, which show what the machine can do at best: the peak that
 * everything else is measured against.
 */
final class MatrixPeak {
  /** What these rows are called. */
  static final String WHAT = "matrix product";

  private static final int SIDE = 1024;
  private static final int TIMES = 16;

  private MatrixPeak() {}

  /** Returns products in 32 bits and in bfloat16. */
  static List<Racer> racers(Device device) {
    NDManager manager = Native.manager(device);
    TorchScript script = TorchScript.load(manager, MatrixPeak.class, "products.py");
    return List.of(
        racer(script, manager, Products.FLOAT32), racer(script, manager, Products.BFLOAT16));
  }

  private static Racer racer(TorchScript script, NDManager manager, Products products) {
    String name = Precisions.name(products);
    NDArray matrix = manager.full(new Shape(SIDE, SIDE), 0.5f);
    return Racer.steady(
        new Racer.Event(WHAT, name, 1, SIDE),
        0,
        2.0 * SIDE * SIDE * SIDE * TIMES,
        () -> Native.scoped(() -> multiply(script, matrix, name)));
  }

  /** Reading a number out of the product waits for it, as on a card that computes in company. */
  private static float multiply(TorchScript script, NDArray matrix, String precision) {
    NDArray times = matrix.getManager().create((long) TIMES);
    return script
        .inference(precision, new TorchScript.Inputs(times, matrix, matrix))
        .singletonOrThrow()
        .getFloat();
  }
}
