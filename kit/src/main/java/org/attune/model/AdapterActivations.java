package org.attune.model;

import ai.djl.ndarray.types.Shape;
import java.util.Map;
import java.util.Set;
import java.util.function.ToDoubleBiFunction;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.attune.model.family.FileNames;

/**
 * The bytes of {@link Activations} that differ where an adapter is trained and most weights are
 * frozen.
 *
 * @param bytes what an adapter adds to one block, for each token
 * @param unrecorded what the first block does not keep, for each token
 * @param frozen whether the norms are frozen
 */
record AdapterActivations(double bytes, double unrecorded, boolean frozen) {
  /** All weights are trained. */
  static final AdapterActivations NONE = new AdapterActivations(0, 0, false);

  private static final String EMBEDDING = "model.embed_tokens.weight";
  private static final String DOWN = ".lora_A.weight";
  private static final String UP = ".lora_B.weight";

  private static final double FULL = 4;

  /**
   * Counts what an adapter adds.
   *
   * @param low the bytes of a number in the precision of products
   * @param drops whether the adapter's inputs are dropped at random
   */
  static AdapterActivations of(
      LlamaConfig config, Kernels kernels, double low, Weights adapter, boolean drops) {
    double bytes = sum(adapter, (name, shape) -> added(kernels, low, name, shape, drops));
    double queries = (double) config.heads() * config.headWidth();
    // Plain products of frozen weights keep no input, and dropped ones are counted above.
    double inputs =
        drops && !kernels.oneDnn() ? 2.0 * config.width() + config.innerOfToken() + queries : 0;
    boolean embeds = sum(adapter, (name, shape) -> name.equals(EMBEDDING) ? 1 : 0) > 0;
    // Neither the mask of what was dropped nor, where oneDNN copies it, the product is kept.
    Set<String> first = firstModules(config);
    double dropped =
        drops ? sum(adapter, (name, shape) -> first.contains(name) ? shape.get(1) : 0) : 0;
    double masks = (kernels.oneDnn() ? 2 * FULL : low) * dropped;
    double unrecorded = embeds ? 0 : first(config, kernels, drops) + masks;
    return new AdapterActivations(bytes / config.layers() - low * inputs, unrecorded, true);
  }

  private static double sum(Weights adapter, ToDoubleBiFunction<String, Shape> count) {
    double[] sum = new double[1];
    adapter.forEach((name, array) -> sum[0] += count.applyAsDouble(name, array.getShape()));
    return sum[0];
  }

  /** Returns the bytes of one token's product with A, and of the dropped input, or with B. */
  private static double added(
      Kernels kernels, double low, String name, Shape shape, boolean drops) {
    if (name.endsWith(UP)) {
      return kernels.oneDnn() ? FULL * shape.get(0) : 0;
    }
    if (!name.endsWith(DOWN)) {
      return 0;
    }
    double product = kernels.oneDnn() ? 3 * FULL * shape.get(0) : low * shape.get(0);
    double kept = kernels.oneDnn() ? 3 * FULL : 2 * low; // of each input that may be dropped
    return product + (drops ? kept * shape.get(1) : 0);
  }

  /** Returns the names of A of what the first block's input is multiplied by. */
  private static Set<String> firstModules(LlamaConfig config) {
    Map<String, long[]> shapes = WeightShapes.longs(config);
    FusedNames files = new FusedNames(config, shapes);
    return Stream.of("self_attn.q_proj", "self_attn.k_proj", "self_attn.v_proj", "conv.in_proj")
        .map(name -> FileNames.OWN_BLOCKS + "0." + name + ".weight")
        .filter(shapes::containsKey)
        .map(files::stored)
        .map(name -> Adapter.module(name) + DOWN)
        .collect(Collectors.toSet());
  }

  /**
   * Returns the bytes of one token in front of the first adapted products, where nothing has a
   * gradient unless the embedding is trained: the norm's input, and oneDNN's copies of what the
   * products read and computed.
   */
  private static double first(LlamaConfig config, Kernels kernels, boolean drops) {
    double keys = (double) config.keyValueHeads() * config.headWidth();
    double products = (double) config.heads() * config.headWidth() + 2 * keys;
    double normed = (drops ? 2.0 : 1.0) * config.width();
    return FULL * (config.width() + (kernels.oneDnn() ? normed + products : 0));
  }
}
