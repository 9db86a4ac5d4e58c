package org.attune.model;

import ai.djl.ndarray.types.Shape;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.SplittableRandom;
import org.attune.engine.HostTensor;

/** The weights of a model that nobody has trained yet. */
final class InitialWeights {
  private InitialWeights() {}

  /**
   * Draws weights from a normal distribution with the given standard deviation; vectors (the norms'
   * gains) start at one.
   */
  static Map<String, HostTensor> random(Map<String, Shape> shapes, double deviation, long seed) {
    Map<String, HostTensor> tensors = new LinkedHashMap<>();
    SplittableRandom random = new SplittableRandom(seed);
    shapes.forEach(
        (name, shape) -> {
          float[] values = new float[(int) shape.size()];
          for (int i = 0; i < values.length; i++) {
            values[i] = shape.dimension() == 1 ? 1f : (float) (deviation * random.nextGaussian());
          }
          tensors.put(name, new HostTensor(shape.getShape(), values));
        });
    return tensors;
  }
}
