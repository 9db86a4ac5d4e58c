package org.attune.train.loop;

import ai.djl.Device;
import ai.djl.ndarray.NDArray;
import org.attune.engine.MatmulPrecision;
import org.attune.engine.Precision;
import org.attune.engine.Workers;
import org.attune.model.Decoder;
import org.attune.model.Kernels;
import org.attune.model.LlamaConfig;
import org.attune.model.Weights;

/**
 * Estimates the native memory of an SFT step.
 *
 * <p>Activations are the arrays that the backward pass of the fast decoder reads: in every block,
 * for every token, the inputs of both norms and their normalised values in 32 bits; the inputs of
 * the matrix products and the four arrays of the feed-forward layer in the precision of the
 * products; queries, keys, values and attention's output in the precision of attention, and the
 * attention weights where they are stored. Where oneDNN multiplies by name, its copies of every
 * product's input and output are stored too. Where gradients are written by hand, see {@link
 * Kernels#differentiatesLayers}, less is kept. Temporaries of a single operation are not counted.
 *
 * <p>With an adapter only its weights have gradients and moments, and start and policy share the
 * frozen weights. Its own activations, of as many numbers as its rank, are not counted.
 *
 * @param weights bytes of the weights of the start policy and of the policy in training
 * @param gradients bytes of the gradients, of each half of a batch
 * @param moments bytes of AdamW's two moments
 * @param casts bytes of the weights in the precision of products, if different and kept
 * @param blocks bytes of the blocks' activations
 * @param probabilities bytes of all tokens' probabilities, (tokens × vocabulary), where they are
 *     kept
 */
public record MemoryEstimate(
    double weights,
    double gradients,
    double moments,
    double casts,
    double blocks,
    double probabilities) {
  private static final int FULL = 4;
  private static final int HALF = 2;

  /**
   * Estimates a training step in which every input predicts a token.
   *
   * @param config the model's shape
   * @param time tokens of each text
   * @param batch texts computed at once
   * @param threads native threads
   */
  public static MemoryEstimate of(
      LlamaConfig config,
      int time,
      int batch,
      MatmulPrecision products,
      Device device,
      int threads) {
    return of(config, time, batch, products, device, threads, true);
  }

  private static MemoryEstimate of(
      LlamaConfig config,
      int time,
      int batch,
      MatmulPrecision products,
      Device device,
      int threads,
      boolean byHand) {
    int low = products == MatmulPrecision.FLOAT32 ? FULL : HALF;
    Kernels kernels = Kernels.of(device, products, config.vocabulary());
    boolean held = kernels.holdsAttention() && time <= Kernels.SHORT;
    double all = (double) FULL * config.parameters();
    int parts =
        Workers.isSplitSupported(config.parameters(), device, threads)
            ? 2
            : 1; // of a batch, at once
    double tokens = (double) time * batch;
    double attention = held ? held(config, time) : fused(config, low);
    double copies = kernels.oneDnn() ? copies(config) : 0;
    boolean hand = byHand && Kernels.differentiatesLayers(config, device);
    double block =
        hand ? byHand(config, low, held ? time : 0) : rest(config, low) + attention + copies;
    double blocks = tokens * config.layers() * block;
    boolean keeps = tokens / parts * config.vocabulary() <= kernels.kept();
    return new MemoryEstimate(
        2 * all,
        parts * all,
        2 * all,
        hand || low == FULL ? 0 : parts * low * matrices(config),
        blocks + tokens * (hand ? 3.0 * FULL * config.width() : last(config, low)),
        keeps ? low * tokens * config.vocabulary() : 0);
  }

  /**
   * Estimates a training step of a decoder, of whose weights an adapter may leave most frozen.
   *
   * @param time tokens of each text
   * @param batch texts computed at once
   * @param threads native threads
   */
  public static MemoryEstimate of(Decoder decoder, int time, int batch, int threads) {
    Device device = decoder.weights().device();
    MatmulPrecision products = Precision.forTraining(device);
    boolean all = decoder.trainable() == decoder.weights();
    MemoryEstimate whole = of(decoder.config(), time, batch, products, device, threads, all);
    return all ? whole : whole.adapted(decoder, products == MatmulPrecision.FLOAT32);
  }

  /** Products in 32 bits with weights held in 16 keep a converted copy of every matrix. */
  private MemoryEstimate adapted(Decoder decoder, boolean full) {
    Weights frozen = decoder.weights();
    int width = frozen.areHalves() ? HALF : FULL;
    double parts = gradients / ((double) FULL * decoder.config().parameters());
    double trained =
        (double) FULL * decoder.trainable().arrays().stream().mapToLong(NDArray::size).sum();
    return new MemoryEstimate(
        (double) width * decoder.config().parameters() + trained,
        parts * trained,
        2 * trained,
        full && frozen.areHalves() ? parts * FULL * matrices(decoder.config()) : casts,
        blocks,
        probabilities);
  }

  /** Returns the number of weights in matrices. */
  private static double matrices(LlamaConfig config) {
    return config.parameters() - config.width() * (2.0 * config.layers() + 1);
  }

  /**
   * Returns the estimate for two models that are trained in turn: the arrays of their forward
   * passes never exist at once.
   */
  MemoryEstimate and(MemoryEstimate other) {
    return new MemoryEstimate(
        weights + other.weights,
        gradients + other.gradients,
        moments + other.moments,
        Math.max(casts, other.casts),
        Math.max(blocks, other.blocks),
        Math.max(probabilities, other.probabilities));
  }

  /** Returns whether all weights are trained, rather than those of an adapter. */
  boolean trainsAll() {
    return moments >= weights;
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
  private static double held(LlamaConfig config, int time) {
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
  private static double byHand(LlamaConfig config, int low, int held) {
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
   * Returns the bytes of one token in one block that oneDNN copies: the normalised states of both
   * norms, attention's output and that of the feed-forward layer go in, and seven products come
   * out.
   */
  private static double copies(LlamaConfig config) {
    double queries = (double) config.heads() * config.headWidth();
    double keys = (double) config.keyValueHeads() * config.headWidth();
    double in = 2.0 * config.width() + queries + config.inner();
    double out = queries + 2 * keys + 2.0 * config.inner() + 2.0 * config.width();
    return FULL * (in + out);
  }

  /** Returns the bytes of one token after the blocks: the last norm and the head's input. */
  private static double last(LlamaConfig config, int low) {
    return (4.0 * FULL + low) * config.width();
  }

  /** Returns the bytes that grow with the batch. */
  public double activations() {
    return blocks + probabilities;
  }

  /** Returns the bytes that a training needs beside the weights, which exist before it. */
  public double added() {
    return sum() - weights;
  }

  /** Returns the total bytes. */
  public double sum() {
    return weights + gradients + moments + casts + blocks + probabilities;
  }
}
