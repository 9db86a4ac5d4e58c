package org.attune.train;

import static org.attune.Close.close;
import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.ToDoubleFunction;
import org.attune.engine.PyTorch;
import org.attune.model.Decoder;
import org.attune.model.LanguageModel;
import org.attune.model.Weights;
import org.attune.train.loop.DataParallel;

/**
 * A loss with the gradients that it added to a model's weights.
 *
 * @param loss what was returned
 * @param gradients of each weight, by name
 */
public record Differentiated(double loss, Map<String, float[]> gradients) {
  /**
   * Differentiates by a copy of a model in 32 bits.
   *
   * @param halves whether a replica takes half of the examples
   * @param gradients adds gradients by what it is given, and returns the loss
   */
  public static Differentiated of(
      LanguageModel start, boolean halves, ToDoubleFunction<DataParallel> gradients) {
    LanguageModel model = start.copy();
    DataParallel parallel = parallel(model, halves);
    Weights weights = model.decoder().weights().requireGradients(true);
    double loss = gradients.applyAsDouble(parallel);
    Map<String, float[]> found = new LinkedHashMap<>();
    PyTorch.scoped(
        () -> {
          weights.forEach((name, array) -> found.put(name, array.getGradient().toFloatArray()));
          return found;
        });
    return new Differentiated(loss, found);
  }

  private static DataParallel parallel(LanguageModel model, boolean halves) {
    Decoder decoder = model.decoder();
    return halves
        ? DataParallel.of(decoder, model.replica().decoder())
        : DataParallel.single(decoder);
  }

  /** Asserts that another came to the same up to the rounding of 32-bit numbers. */
  public void near(Differentiated other) {
    close(loss, other.loss, "loss");
    gradients.forEach((name, values) -> close(values, other.gradients.get(name), 2e-5, name));
  }

  /** Asserts that another came to the same bits. */
  public void same(Differentiated other) {
    assertEquals(loss, other.loss);
    gradients.forEach((name, values) -> assertArrayEquals(values, other.gradients.get(name), name));
  }
}
