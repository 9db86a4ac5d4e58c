package org.attune.model;

import ai.djl.Device;
import java.util.List;
import org.attune.engine.MatmulPrecision;
import org.attune.engine.Precision;

/**
 * The native routines that a decoder uses, and what it stores for its gradient.
 *
 * <p>In 32 bits PyTorch uses MKL for matrix products on x86 CPUs, which reaches half of an AMD
 * processor's speed: 90 GFLOP/s per core where oneDNN, in the same PyTorch, reaches 200. So oneDNN
 * is called by name there. The call that reads PyTorch's own arrays has no gradient; where one is
 * recorded, arrays are copied to oneDNN's format, whose product has one. Turn both off with {@code
 * -Dattune.products=default}.
 *
 * <p>Where {@link LayerGradients} writes gradients by hand, no array is copied: oneDNN computes the
 * products forward and the gradients of their inputs, and MKL adds the gradients of weights in
 * place, which is as fast there.
 *
 * <p>Sampling multiplies the same weights by a few rows, thousands of times. oneDNN does that twice
 * as fast, and in bfloat16 1.5 times as fast, if it may pack the weights beforehand.
 *
 * <p>Weights that are stored in 16 bits stay so for sampling with 32-bit products, see {@link
 * PackedWeights}.
 *
 * <p>On CPUs, attention over short texts in bfloat16 uses plain matrix products, twice as fast as
 * the fused attention in 32 bits; long texts, whose attention weights would take much memory, use
 * the fused one.
 *
 * @param oneDnn whether oneDNN multiplies matrices in 32 bits
 * @param packs whether oneDNN packs the weights for sampling
 * @param holdsAttention whether attention weights of short texts are stored
 * @param attention the precision of the fused attention
 * @param kept the most token probabilities kept for the gradient
 * @param positions the number of positions whose logits exist at a time
 */
public record Kernels(
    boolean oneDnn,
    boolean packs,
    boolean holdsAttention,
    MatmulPrecision attention,
    long kept,
    long positions) {
  /**
   * The longest text whose attention weights are stored, as their memory grows with the square of
   * the length.
   */
  public static final int SHORT = 384;

  /**
   * The longest text whose attention uses plain matrix products where gradients are written by
   * hand. The weights of texts longer than {@link #SHORT} are computed again for them; with 1,000
   * tokens that takes longer than the fused attention.
   */
  static final int PLAIN = 512;

  /**
   * 32 to 64 MiB of probabilities: of 13,000 positions with a small vocabulary, of 524 with 32,000
   * tokens.
   */
  private static final long KEPT = 1 << 24;

  /**
   * Logits that exist at a time, 4 MiB of them, unless the positions become too few for a product.
   */
  private static final long CHUNK = 1 << 20;

  private static final long LEAST_POSITIONS = 128;

  /** Returns the fastest settings for a device. */
  public static Kernels of(Device device, MatmulPrecision products, long vocabulary) {
    return new Kernels(
        products == MatmulPrecision.FLOAT32 && Precision.isFastestByName(device, products),
        Precision.isFastestByName(device, products),
        products == MatmulPrecision.BFLOAT16 && !device.isGpu(),
        device.isGpu() ? products : MatmulPrecision.FLOAT32,
        KEPT,
        Math.max(LEAST_POSITIONS, CHUNK / vocabulary));
  }

  /**
   * Returns whether the gradients of a decoder's blocks are written by hand, if all of its weights
   * are trained: on CPUs, for the blocks of Llama.
   */
  public static boolean differentiatesLayers(LlamaConfig config, Device device) {
    return LayerGradients.supports(config, device);
  }

  /** Returns these settings with other limits on what is stored. */
  Kernels holding(long probabilities, long logits) {
    return new Kernels(oneDnn, packs, holdsAttention, attention, probabilities, logits);
  }

  /**
   * Returns the script resources for matrix products and attention.
   *
   * @param halves whether weights are packed in 16 bits
   */
  List<String> resources(boolean halves) {
    String packed = packs ? "packed-onednn.torchscript" : "packed.torchscript";
    return List.of(
        oneDnn ? "onednn.torchscript" : "anywhere.torchscript",
        halves ? "packed-fbgemm.torchscript" : packed,
        holdsAttention ? "attention-short.torchscript" : "attention.torchscript");
  }
}
