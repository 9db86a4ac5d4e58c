package org.attune.model;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.types.DataType;
import org.attune.util.InvalidInputException;

/** Checks that a decoder's weights are those that its config requires. */
final class WeightShapes {
  private WeightShapes() {}

  /** Checks that a decoder has all weights in the shapes that the config requires. */
  static void check(LlamaConfig config, Decoder decoder) {
    LlamaDecoder.shapes(config)
        .forEach(
            (name, shape) -> {
              InvalidInputException.unless(
                  decoder.weights().has(name) || decoder.trainable().has(name),
                  "The weights '%s' are missing; the folder does not hold the model that its"
                      + " config.json describes.",
                  name);
              NDArray array = decoder.parameter(name);
              InvalidInputException.unless(
                  array.getShape().equals(shape)
                      && (array.getDataType() == DataType.FLOAT32
                          || decoder.weights().isFloat(name)),
                  "The weights '%s' have shape %s, but config.json asks for %s.",
                  name,
                  array.getShape(),
                  shape);
            });
  }
}
