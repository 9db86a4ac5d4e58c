package org.attune.model;

import ai.djl.ndarray.types.Shape;
import java.nio.ByteBuffer;
import java.nio.FloatBuffer;
import java.util.Map;
import java.util.SplittableRandom;

/** The weights of a model that nobody has trained yet. */
final class InitialWeights {
  private InitialWeights() {}

  /**
   * Draws weights from a normal distribution with the given standard deviation; the norms' gains
   * start at one, and biases at zero. They are read in the order of the shapes.
   */
  static WeightReader.Bytes random(Map<String, Shape> shapes, double deviation, long seed) {
    SplittableRandom random = new SplittableRandom(seed);
    ByteBuffer part = WeightReader.piece();
    return (name, next) -> {
      Shape shape = shapes.get(name);
      float vector = name.endsWith(".bias") ? 0 : 1;
      for (long first = 0; first < shape.size(); first += WeightReader.PIECE) {
        int count = (int) Math.min(WeightReader.PIECE, shape.size() - first);
        FloatBuffer values = part.clear().limit(count * Float.BYTES).asFloatBuffer();
        while (values.hasRemaining()) {
          values.put(shape.dimension() == 1 ? vector : (float) (deviation * random.nextGaussian()));
        }
        next.take(part, count, "F32", first);
      }
    };
  }
}
