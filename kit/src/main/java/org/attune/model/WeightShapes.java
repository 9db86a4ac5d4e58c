package org.attune.model;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.types.DataType;
import ai.djl.ndarray.types.Shape;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.IntFunction;
import org.attune.model.family.FileNames;
import org.attune.util.InvalidInputException;

/** The names and shapes of the weights that a config requires. */
public final class WeightShapes {
  private WeightShapes() {}

  /**
   * Returns the names and shapes of all weights of a decoder, in Hugging Face's order and naming.
   */
  public static Map<String, Shape> of(LlamaConfig c) {
    return of(c, c::blockShapes);
  }

  /**
   * Returns the names as if each block had all weights that any of them has; another name stands
   * for one that a block does not have, which the script never reads.
   */
  static List<String> namesForScript(LlamaConfig config) {
    Map<String, long[]> block = config.blockShapes();
    Set<String> there = of(config).keySet();
    return of(config, layer -> block).keySet().stream()
        .map(name -> there.contains(name) ? name : FileNames.NORM)
        .toList();
  }

  private static Map<String, Shape> of(LlamaConfig c, IntFunction<Map<String, long[]>> blocks) {
    Map<String, Shape> shapes = new LinkedHashMap<>();
    shapes.put("model.embed_tokens.weight", new Shape(c.vocabulary(), c.width()));
    for (int layer = 0; layer < c.layers(); layer++) {
      String at = "model.layers." + layer + ".";
      blocks.apply(layer).forEach((name, shape) -> shapes.put(at + name, new Shape(shape)));
    }
    addRest(c, shapes);
    return shapes;
  }

  /** Adds what is neither in a block nor before all. */
  private static void addRest(LlamaConfig c, Map<String, Shape> shapes) {
    Shape width = new Shape(c.width());
    shapes.put(FileNames.NORM, width);
    if (c.architecture().normBias()) {
      shapes.put("model.norm.bias", width);
    }
    if (c.architecture().learnsPositions()) {
      shapes.put(FileNames.POSITIONS, new Shape(c.positions(), c.width()));
    }
    if (c.architecture().embedding().normed()) {
      shapes.put(FileNames.EMBEDDING_NORM + ".weight", width);
      shapes.put(FileNames.EMBEDDING_NORM + ".bias", width);
    }
    if (c.hasLogitBias()) {
      shapes.put(FileNames.OUTPUT_BIAS, new Shape(c.vocabulary()));
    }
    if (!c.tied()) {
      shapes.put(FileNames.OUTPUT, new Shape(c.vocabulary(), c.width()));
    }
  }

  /** Returns the same shapes as arrays. */
  public static Map<String, long[]> longs(LlamaConfig config) {
    Map<String, long[]> shapes = new LinkedHashMap<>();
    of(config).forEach((name, shape) -> shapes.put(name, shape.getShape()));
    return shapes;
  }

  /**
   * Checks that a decoder has all weights in the shapes that the config requires.
   *
   * @param trained the weights that take the place of others, such as an adapter's
   */
  static void check(LlamaConfig config, Weights weights, Weights trained) {
    of(config)
        .forEach(
            (name, shape) -> {
              InvalidInputException.unless(
                  weights.has(name) || trained.has(name),
                  "The weights '%s' are missing; the folder does not hold the model that its"
                      + " config.json describes.",
                  name);
              NDArray array = (trained.has(name) ? trained : weights).get(name);
              InvalidInputException.unless(
                  weights.form().shape(array).equals(shape)
                      && (array.getDataType() == DataType.FLOAT32
                          || WeightForm.isQuantised(array)
                          || weights.form().isHalf(array)),
                  "The weights '%s' have shape %s, but config.json asks for %s.",
                  name,
                  array.getShape(),
                  shape);
            });
  }
}
