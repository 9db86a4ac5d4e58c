package org.attune.bench;

import ai.djl.Device;
import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.types.Shape;
import java.util.List;
import java.util.Map;
import org.attune.engine.PyTorch;
import org.attune.engine.TorchScript;
import org.attune.model.Kernels;
import org.attune.model.TorchScriptLlama.Products;
import org.attune.model.Weights;

/**
 * Bare products of large square matrices, which show what the machine can do at best: the peak that
 * everything else is measured against.
 */
final class MatrixPeak {
  /** What these rows are called. */
  static final String WHAT = "matrix product";

  private static final int SIDE = 1024;
  private static final int TIMES = 16;
  private static final String MATRIX = "matrix";

  private MatrixPeak() {}

  /** Returns products in 32 bits and in bfloat16. */
  static List<BenchTask> racers(Device device) {
    // Weights are freed by themselves when the racers are forgotten.
    Weights weights = Weights.random(Map.of(MATRIX, new Shape(SIDE, SIDE)), 0.1, 1, device);
    String product =
        Kernels.hasOneDnn(device) ? "product-onednn.torchscript" : "product.torchscript";
    TorchScript script =
        TorchScript.load(weights.manager(), MatrixPeak.class, product, "products.torchscript");
    return List.of(
        racer(script, weights, Products.FLOAT32), racer(script, weights, Products.BFLOAT16));
  }

  private static BenchTask racer(TorchScript script, Weights weights, Products products) {
    String name = PrecisionNames.name(products);
    return BenchTask.steady(
        new BenchTask.Event(WHAT, name, 1, SIDE),
        0,
        2.0 * SIDE * SIDE * SIDE * TIMES,
        () -> PyTorch.scoped(() -> multiply(script, weights, name)));
  }

  /** Reading a number out of the product waits for it, as on a card that computes in company. */
  private static float multiply(TorchScript script, Weights weights, String precision) {
    NDArray times = weights.manager().create((long) TIMES);
    NDArray matrix = weights.get(MATRIX);
    return script
        .inference(precision, new TorchScript.Inputs(times, matrix, matrix))
        .singletonOrThrow()
        .getFloat();
  }
}
