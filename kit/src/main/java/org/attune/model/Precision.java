package org.attune.model;

import ai.djl.Device;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;
import org.attune.util.InvalidInputException;

/**
 * Decides in which precision training and sampling multiply matrices.
 *
 * <p>bfloat16 where the processor has instructions for it (AVX-512 BF16 or AMX under Linux, any
 * CUDA card), which doubles the speed; 32 bits elsewhere. {@code ATTUNE_PRECISION=float32} or
 * {@code bfloat16} overrides. Weights, optimiser and the scores of evaluation are always in 32
 * bits.
 */
public final class Precision {
  /** Up to so many weights a model is small. */
  private static final long SMALL = 2_000_000;

  private static final Path PROCESSOR = Path.of("/proc/cpuinfo");

  private Precision() {}

  /** Returns the precision of matrix products in training on a device. */
  public static TorchScriptLlama.Products forTraining(Device device) {
    String wish = System.getenv("ATTUNE_PRECISION");
    if (wish == null || wish.isBlank()) {
      return device.isGpu() || hasBrainFloats()
          ? TorchScriptLlama.Products.BFLOAT16
          : TorchScriptLlama.Products.FLOAT32;
    }
    return switch (wish.trim().toLowerCase(Locale.ROOT)) {
      case "float32", "fp32" -> TorchScriptLlama.Products.FLOAT32;
      case "bfloat16", "bf16" -> TorchScriptLlama.Products.BFLOAT16;
      default ->
          throw new InvalidInputException(
              "ATTUNE_PRECISION is '" + wish + "'; use float32 or bfloat16.");
    };
  }

  /**
   * Returns the precision of matrix products in sampling: that of training, but 32 bits for small
   * models, whose products take less time than all the rest. Of two small trained models, bfloat16
   * moved the sampled distribution by 2e-4 and 6e-4 nats a token from that in 32 bits, and a
   * token's log-probability by 0.02.
   */
  public static TorchScriptLlama.Products forSampling(Device device, LlamaConfig config) {
    return config.parameters() <= SMALL ? TorchScriptLlama.Products.FLOAT32 : forTraining(device);
  }

  /** Tells whether the processor has instructions for bfloat16. */
  static boolean hasBrainFloats() {
    try {
      String flags = Files.isReadable(PROCESSOR) ? Files.readString(PROCESSOR) : "";
      return flags.contains("avx512_bf16") || flags.contains("amx_bf16");
    } catch (IOException unreadable) {
      return false;
    }
  }
}
