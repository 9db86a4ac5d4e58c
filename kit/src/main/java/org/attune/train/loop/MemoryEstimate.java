package org.attune.train.loop;

import ai.djl.Device;
import ai.djl.ndarray.NDArray;
import org.attune.engine.MatmulPrecision;
import org.attune.engine.Precision;
import org.attune.engine.Workers;
import org.attune.method.TrainingConfig;
import org.attune.model.Activations;
import org.attune.model.Decoder;
import org.attune.model.LlamaConfig;
import org.attune.model.Quantisation;
import org.attune.model.TextShape;
import org.attune.model.Weights;

/**
 * Estimates the native memory of a training step.
 *
 * <p>The blocks' {@link Activations} are those of one block where the decoder computes them again.
 * With an adapter only its weights have gradients and moments, and start and policy share the
 * frozen weights.
 *
 * @param weights bytes of the weights of the start policy and of the policy in training
 * @param gradients bytes of the gradients, of each half of a batch; where they are written by hand
 *     they are made while activations are freed, so that a step may need less than the sum
 * @param moments bytes of AdamW's two moments
 * @param casts bytes of the weights in the precision of products, if different and kept
 * @param blocks bytes of the blocks' activations
 * @param probabilities bytes of all tokens' probabilities, (tokens × vocabulary), where they are
 *     kept
 * @param quantisable bytes that the start policy would take less with its blocks in 4 bits
 */
public record MemoryEstimate(
    double weights,
    double gradients,
    double moments,
    double casts,
    double blocks,
    double probabilities,
    double quantisable) {
  private static final int FULL = 4;
  private static final int HALF = 2;

  /**
   * Estimates a training step of all weights, in which every input predicts a token.
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
    Activations kept = Activations.of(config, products, device);
    int parts = parts(config, device, threads);
    TextShape texts = TextShape.padded(batch, time);
    return of(config, kept, texts, products, parts, recomputes(kept, texts, parts, false));
  }

  /**
   * Estimates a training step of a decoder, of whose weights an adapter may leave most frozen.
   *
   * @param texts what is computed at once, as the plan lays it out
   * @param threads native threads
   */
  public static MemoryEstimate of(
      Decoder decoder, TextShape texts, TrainingConfig plan, int threads) {
    LlamaConfig config = decoder.config();
    Device device = decoder.weights().device();
    MatmulPrecision products = Precision.forTraining(device);
    int parts = parts(config, device, threads);
    boolean adapts = decoder.trainable() != decoder.weights();
    boolean drops = plan.lora().filter(lora -> lora.dropout() > 0).isPresent();
    Activations all = Activations.of(config, products, device);
    Activations kept = adapts ? all.with(decoder.trainable(), drops) : all;
    boolean asked = plan.compute().checkpointing() || isQuantised(decoder);
    boolean again = recomputes(kept, texts, parts, asked);
    MemoryEstimate whole = of(config, kept, texts, products, parts, again);
    boolean full = products == MatmulPrecision.FLOAT32;
    MemoryEstimate own = adapts ? whole.adapted(decoder, full, again) : whole;
    return own.quantisable(quantisable(decoder.weights()));
  }

  private static boolean isQuantised(Decoder decoder) {
    return decoder.weights().form().quantisation().isPresent();
  }

  /** Returns what frozen weights would take less in 4 bits. */
  private static double quantisable(Weights weights) {
    return weights.form().quantisation().isPresent()
        ? 0
        : weights.names().stream()
            .filter(name -> Quantisation.Q4_0.takes(name, weights.shape(name)))
            .mapToDouble(name -> weights.bytes(name) - Quantisation.Q4_0.bytes(weights.shape(name)))
            .sum();
  }

  /** Returns how many parts of a batch are computed at once. */
  private static int parts(LlamaConfig config, Device device, int threads) {
    return Workers.isSplitSupported(config.parameters(), device, threads) ? 2 : 1;
  }

  /** Returns whether blocks are computed again, which is decided for each part of a batch. */
  private static boolean recomputes(
      Activations kept, TextShape texts, int parts, boolean checkpointing) {
    return checkpointing || kept.areTooMany(texts.part(parts));
  }

  private static MemoryEstimate of(
      LlamaConfig config,
      Activations activations,
      TextShape texts,
      MatmulPrecision products,
      int parts,
      boolean again) {
    double all = (double) FULL * config.parameters();
    double blocks = again ? activations.recomputed(texts) : activations.all(texts);
    return new MemoryEstimate(
        2 * all,
        parts * all,
        2 * all,
        activations.casts(products) ? parts * HALF * matrices(config) : 0,
        blocks + activations.last(texts),
        activations.probabilities(texts, parts),
        0);
  }

  /**
   * Products in 32 bits with weights held in 16 keep a converted copy of every matrix, or of those
   * of one layer and of the output matrix where layers are computed again.
   */
  private MemoryEstimate adapted(Decoder decoder, boolean full, boolean recomputes) {
    Weights frozen = decoder.weights();
    LlamaConfig config = decoder.config();
    int width = frozen.areHalves() ? HALF : FULL;
    double parts = gradients / ((double) FULL * decoder.config().parameters());
    double trained =
        (double) FULL * decoder.trainable().arrays().stream().mapToLong(NDArray::size).sum();
    double head = (double) config.vocabulary() * config.width();
    double layer = (matrices(config) - head) / config.layers();
    double converted = recomputes ? head + layer : matrices(config);
    boolean quantised = isQuantised(decoder);
    double held = frozen.names().stream().mapToDouble(frozen::bytes).sum();
    double opened = (full ? FULL : HALF) * (head + layer); // never all layers at once
    double plain = full && frozen.areHalves() ? parts * FULL * converted : casts;
    return new MemoryEstimate(
        (quantised ? held : (double) width * config.parameters()) + trained,
        parts * trained,
        2 * trained,
        quantised ? parts * opened : plain,
        blocks,
        probabilities,
        0);
  }

  private MemoryEstimate quantisable(double bytes) {
    return new MemoryEstimate(weights, gradients, moments, casts, blocks, probabilities, bytes);
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
        Math.max(probabilities, other.probabilities),
        quantisable + other.quantisable);
  }

  /** Returns whether all weights are trained, rather than those of an adapter. */
  boolean trainsAll() {
    return moments >= weights;
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
