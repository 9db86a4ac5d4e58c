package org.attune.bench;

import ai.djl.Device;
import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.types.Shape;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.attune.engine.MatmulPrecision;
import org.attune.engine.Precision;
import org.attune.engine.PyTorch;
import org.attune.engine.TorchScript;
import org.attune.model.LlamaConfig;
import org.attune.model.Weights;

/**
 * The products of a training step in 32 bits, by each library that can compute them: forward, the
 * gradient of the input and that of the weights, of the joined feed-forward projection and of the
 * output matrix.
 *
 * <p>Which library the kit uses is fixed, so that the same seed gives the same numbers; {@code
 * -Dattune.products=default} leaves the choice to PyTorch. These rows show what that would change
 * on a machine.
 */
final class ShapeProducts {
  private static final double OPERATIONS = 4e8; // per run
  private static final String INPUT = "input";
  private static final String MATRIX = "matrix";
  private static final String OUTPUT = "output";

  /** The arguments of each product, whose script transposes them as needed. */
  private static final Map<String, List<String>> KINDS =
      Map.of(
          "forward", List.of(INPUT, MATRIX),
          "oninput", List.of(OUTPUT, MATRIX),
          "onweight", List.of(OUTPUT, INPUT));

  private ShapeProducts() {}

  /** Returns the products of a shape's step. */
  static List<BenchTask> racers(BenchShape shape, Device device) {
    LlamaConfig config = shape.config();
    List<BenchTask> racers = new ArrayList<>();
    racers.addAll(racers("feed", shape.tokens(), config.width(), 2 * config.inner(), device));
    racers.addAll(racers("output", shape.tokens(), config.width(), config.vocabulary(), device));
    return racers;
  }

  private static List<BenchTask> racers(
      String what, int rows, int width, int outputs, Device device) {
    Map<String, Shape> shapes =
        Map.of(
            INPUT, new Shape(rows, width),
            MATRIX, new Shape(outputs, width),
            OUTPUT, new Shape(rows, outputs));
    // Weights are freed by garbage collection with the tasks.
    Weights arrays = Weights.random(shapes, 0.1, 1, device);
    double operations = 2.0 * rows * width * outputs;
    int times = (int) Math.max(1, OPERATIONS / operations);
    List<BenchTask> racers = new ArrayList<>();
    for (Map.Entry<String, TorchScript> library : libraries(arrays).entrySet()) {
      for (Map.Entry<String, List<String>> kind : new TreeMap<>(KINDS).entrySet()) {
        String name = library.getKey() + " " + kind.getKey() + ", " + what;
        racers.add(
            BenchTask.steady(
                new BenchTask.Event(name, PrecisionNames.FULL, 1, rows),
                0,
                operations * times,
                () -> product(library.getValue(), arrays, kind, times)));
      }
    }
    return racers;
  }

  private static Map<String, TorchScript> libraries(Weights arrays) {
    Map<String, TorchScript> libraries = new LinkedHashMap<>();
    libraries.put("PyTorch", script(arrays, "product.torchscript"));
    if (Precision.isFastestByName(arrays.device(), MatmulPrecision.FLOAT32)) {
      libraries.put("oneDNN", script(arrays, "product-onednn.torchscript"));
    }
    return libraries;
  }

  private static TorchScript script(Weights arrays, String product) {
    return TorchScript.load(arrays.manager(), ShapeProducts.class, product, "products.torchscript");
  }

  private static float product(
      TorchScript script, Weights arrays, Map.Entry<String, List<String>> kind, int times) {
    return PyTorch.scoped(() -> multiply(script, arrays, kind.getKey(), kind.getValue(), times));
  }

  /** Multiplies and reads one value of the product, which waits for asynchronous GPU work. */
  private static float multiply(
      TorchScript script, Weights arrays, String kind, List<String> names, int times) {
    NDArray count = arrays.manager().create((long) times);
    return script
        .inference(
            kind, new TorchScript.Inputs(count, arrays.get(names.get(0)), arrays.get(names.get(1))))
        .singletonOrThrow()
        .getFloat();
  }
}
