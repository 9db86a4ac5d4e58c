package org.attune.model;

import ai.djl.Device;
import java.util.List;
import java.util.Locale;
import org.attune.model.TorchScriptLlama.Products;

/**
 * Which native routines a decoder is made of, and what it holds for its gradient.
 *
 * <p>In 32 bits PyTorch hands products on x86 processors to MKL, which uses half of what an AMD
 * processor offers: 90 GFLOP/s a core where oneDNN, in the same PyTorch, reaches 200. So there
 * oneDNN is called by name. The call that reads PyTorch's own arrays has no gradient; where one is
 * recorded, arrays are copied into oneDNN's, whose product has. Turn both off with {@code
 * -Dattune.products=default}.
 *
 * <p>Sampling multiplies the same weights by a few rows, thousands of times. oneDNN does that twice
 * as fast, and in bfloat16 a half faster, if it may arrange the weights its own way beforehand.
 *
 * <p>Short texts in bfloat16 are attended to on processors by plain products of all pairs of
 * positions, twice as fast as the fused attention in 32 bits; long ones, whose pairs would take
 * much memory, by the fused one.
 *
 * @param oneDnn whether oneDNN multiplies matrices in 32 bits
 * @param packs whether oneDNN arranges the weights for sampling
 * @param holdsAttention whether attention weights of short texts are held in memory
 * @param attention the precision of the fused attention
 * @param kept how many probabilities of tokens may be kept for the gradient
 * @param positions of how many positions logits exist at a time
 */
public record Kernels(
    boolean oneDnn,
    boolean packs,
    boolean holdsAttention,
    Products attention,
    long kept,
    long positions) {
  /** The longest text whose attention weights are held in memory. */
  public static final int SHORT = 256;

  /**
   * 32 to 64 MiB of probabilities: of 13,000 positions with a small vocabulary, of 524 with 32,000
   * tokens.
   */
  private static final long KEPT = 1 << 24;

  /** Logits that exist at a time, 4 MiB of them, if the positions are not too few for a product. */
  private static final long CHUNK = 1 << 20;

  private static final long LEAST_POSITIONS = 128;

  /** Returns what is fastest on a device. */
  public static Kernels of(Device device, Products products, long vocabulary) {
    return new Kernels(
        products == Products.FLOAT32 && hasOneDnn(device, products),
        hasOneDnn(device, products),
        products == Products.BFLOAT16 && !device.isGpu(),
        device.isGpu() ? products : Products.FLOAT32,
        KEPT,
        Math.max(LEAST_POSITIONS, CHUNK / vocabulary));
  }

  /**
   * Tells whether oneDNN, called by name, is the fastest way to multiply in a precision on a
   * device: on x86 processors that have units for the precision.
   */
  public static boolean hasOneDnn(Device device, Products products) {
    String architecture = System.getProperty("os.arch", "").toLowerCase(Locale.ROOT);
    return !device.isGpu()
        && List.of("amd64", "x86_64").contains(architecture)
        && !"default".equals(System.getProperty("attune.products"))
        && (products == Products.FLOAT32
            ? OneDnn.computes(products)
            : Precision.hasBfloat16Units(device));
  }

  /** Returns these with other limits on what is held. */
  Kernels holding(long probabilities, long logits) {
    return new Kernels(oneDnn, packs, holdsAttention, attention, probabilities, logits);
  }

  /** Returns the resources that say how to multiply and how to attend. */
  List<String> resources() {
    return List.of(
        oneDnn ? "onednn.torchscript" : "anywhere.torchscript",
        packs ? "packed-onednn.torchscript" : "packed.torchscript",
        holdsAttention ? "attention-short.torchscript" : "attention.torchscript");
  }
}
