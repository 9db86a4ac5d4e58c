package org.attune.model;

import ai.djl.Device;
import org.attune.engine.MatmulPrecision;

/**
 * The bytes that a backward pass of the fast decoder reads, and whether they are too many to keep.
 *
 * <p>In every block, for every token, these are the inputs of both norms and their normalised
 * values in 32 bits; the inputs of the matrix products and the four arrays of the feed-forward
 * layer in the precision of the products; queries, keys, values and attention's output in the
 * precision of attention, and the attention weights where they are stored. Where oneDNN multiplies
 * by name, its copies of every product's input and output are stored too, and those of an adapter's
 * products. Temporaries of a single operation are not counted.
 *
 * @param perToken bytes of one token in one block
 * @param perTokenBetween bytes of one token's input of a block, with its gradient
 * @param layers number of blocks
 */
public record Activations(double perToken, double perTokenBetween, int layers) {
  /** Replaces the limit of what is kept, in bytes. */
  public static final String PROPERTY = "attune.activations";

  /** What a step keeps at most on a CPU; more is computed again, at a third more operations. */
  private static final long LIMIT = 2_000_000_000;

  private static final int FULL = 4;
  private static final int HALF = 2;

  /**
   * Estimates the activations of texts of some length.
   *
   * @param time tokens of each text
   * @param adapted whether every product has a low-rank part
   */
  public static Activations of(
      LlamaConfig config, MatmulPrecision products, Device device, long time, boolean adapted) {
    int low = products == MatmulPrecision.FLOAT32 ? FULL : HALF;
    Kernels kernels = Kernels.of(device, products, config.vocabulary());
    boolean held = kernels.holdsAttention() && time <= Kernels.SHORT;
    double attention = held ? held(config, time) : fused(config, low);
    double copies = kernels.oneDnn() ? in(config) + (adapted ? 2 : 1) * out(config) : 0;
    boolean hand = !adapted && LayerGradients.supports(config, device);
    double perToken =
        hand ? byHand(config, low, held ? time : 0) : rest(config, low) + attention + copies;
    return new Activations(perToken, 2.0 * FULL * config.width(), config.layers());
  }

  /** Returns the bytes that are kept if every block's activations are. */
  public double all(double tokens) {
    return tokens * layers * perToken;
  }

  /** Returns the bytes if blocks are computed again: all inputs, and one block with gradients. */
  public double recomputed(double tokens) {
    return tokens * (layers * perTokenBetween + 2 * perToken);
  }

  /** Returns whether blocks are computed again, since keeping their activations takes too much. */
  public boolean areTooMany(double tokens, Device device) {
    return !device.isGpu() && all(tokens) > limit();
  }

  private static double limit() {
    Long stated = Long.getLong(PROPERTY);
    return stated != null ? stated : LIMIT;
  }

  /** Returns the bytes of one token's norms and feed-forward layer in one block. */
  private static double rest(LlamaConfig config, int low) {
    return 2 * (2.0 * FULL + low) * config.width() + 4.0 * low * config.inner();
  }

  /**
   * Returns the bytes of one token's fused attention in one block. Keys and values are repeated for
   * the heads that share them; a cast of the output is added.
   */
  private static double fused(LlamaConfig config, int low) {
    double queries = (double) config.heads() * config.headWidth();
    return FULL * (4 * queries + config.heads()) + (low < FULL ? low * queries : 0);
  }

  /** Returns the bytes of one token's attention in one block if its weights are stored. */
  private static double held(LlamaConfig config, long time) {
    return HALF * ((double) config.heads() * (4.0 * config.headWidth() + time));
  }

  /**
   * Returns the bytes of one token in one block whose gradients are written by hand: states before
   * both norms, their two sizes, and queries, keys and values in 32 bits; states behind both norms
   * and the two products of the feed-forward layer in the precision of products; attention's output
   * and its logarithms, or its weights.
   *
   * @param held the positions whose attention weights are stored, or 0
   */
  private static double byHand(LlamaConfig config, int low, long held) {
    double queries = (double) config.heads() * config.headWidth();
    double keys = (double) config.keyValueHeads() * config.headWidth();
    double attention =
        held > 0
            ? HALF * (queries + (double) config.heads() * held)
            : FULL * (queries + config.heads());
    return FULL * (2.0 * config.width() + 2 + queries + 2 * keys)
        + 2.0 * low * (config.width() + config.inner())
        + attention;
  }

  /**
   * Returns the bytes of one token in one block that oneDNN copies of inputs: the normalised states
   * of both norms, attention's output and that of the feed-forward layer.
   */
  private static double in(LlamaConfig config) {
    double queries = (double) config.heads() * config.headWidth();
    return FULL * (2.0 * config.width() + queries + config.inner());
  }

  /** Returns the bytes of one token in one block that oneDNN copies of its seven outputs. */
  private static double out(LlamaConfig config) {
    double queries = (double) config.heads() * config.headWidth();
    double keys = (double) config.keyValueHeads() * config.headWidth();
    return FULL * (queries + 2 * keys + 2.0 * config.inner() + 2.0 * config.width());
  }
}
