package org.attune.bench;

import ai.djl.Device;
import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.types.Shape;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.attune.engine.MatmulPrecision;
import org.attune.engine.Precision;
import org.attune.engine.PyTorch;
import org.attune.engine.TorchScript;
import org.attune.model.Weights;

/**
 * Bare products of large square matrices, which give the machine's peak speed, the reference for
 * everything else.
 */
final class MatrixPeak {
  /** The name of these rows. */
  static final String WHAT = "matrix product";

  private static final int SIDE = 1024;
  private static final int TIMES = 16;
  private static final String MATRIX = "matrix";

  private MatrixPeak() {}

  /** Returns products in 32 bits and, if the device supports it or it is requested, in bfloat16. */
  static List<BenchTask> racers(Device device) {
    // Weights are freed by garbage collection with the tasks.
    Weights weights = Weights.random(Map.of(MATRIX, new Shape(SIDE, SIDE)), 0.1, 1, device);
    return Arrays.stream(MatmulPrecision.values())
        .filter(products -> isMeasured(device, products))
        .map(products -> racer(script(weights, products), weights, products))
        .toList();
  }

  /** Returns why a precision is not measured on a device, if any is not. */
  static Optional<String> leftOut(Device device) {
    return isMeasured(device, MatmulPrecision.BFLOAT16)
        ? Optional.empty()
        : Optional.of(
            "Matrix products in bfloat16 are left out: this "
                + (device.isGpu() ? "graphics card" : "processor")
                + " has no fast units for them.");
  }

  private static boolean isMeasured(Device device, MatmulPrecision products) {
    return products == MatmulPrecision.FLOAT32
        || Precision.hasFastBfloat16(device)
        || Precision.forTraining(device) == products;
  }

  private static TorchScript script(Weights weights, MatmulPrecision products) {
    boolean byName = Precision.isFastestByName(weights.device(), products);
    return TorchScript.load(
        weights.manager(),
        MatrixPeak.class,
        byName ? "product-onednn.torchscript" : "product.torchscript",
        "products.torchscript");
  }

  private static BenchTask racer(TorchScript script, Weights weights, MatmulPrecision products) {
    String name = PrecisionNames.name(products);
    return BenchTask.steady(
        new BenchTask.Event(WHAT, name, 1, SIDE),
        0,
        2.0 * SIDE * SIDE * SIDE * TIMES,
        () -> PyTorch.scoped(() -> multiply(script, weights, name)));
  }

  /** Multiplies and reads one value of the product, which waits for asynchronous GPU work. */
  private static float multiply(TorchScript script, Weights weights, String precision) {
    NDArray times = weights.manager().create((long) TIMES);
    NDArray matrix = weights.get(MATRIX);
    return script
        .inference(precision, new TorchScript.Inputs(times, matrix, matrix))
        .singletonOrThrow()
        .getFloat();
  }
}
