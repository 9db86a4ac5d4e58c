package org.attune.engine;

import ai.djl.Device;
import ai.djl.util.cuda.CudaUtils;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicBoolean;
import org.attune.util.InvalidInputException;

/**
 * Chooses the precision of matrix products in training and sampling.
 *
 * <p>It is bfloat16 where the hardware supports it, which doubles the speed: CPUs with AVX-512 BF16
 * or AMX under Linux, on which oneDNN computes such products, and CUDA GPUs of compute capability
 * 8.0 or higher. It is 32 bits elsewhere. {@code ATTUNE_PRECISION=float32} or {@code bfloat16}, or
 * {@code -Dattune.precision}, overrides it. {@code -Dattune.bfloat16=off} makes the kit treat the
 * machine as one without bfloat16 support. Weights, optimiser state and evaluation scores are
 * always in 32 bits.
 */
public final class Precision {
  /** The most weights of a small model. */
  private static final long SMALL = 2_000_000;

  private static final Path PROCESSOR = Path.of("/proc/cpuinfo");

  /** The first compute capability with bfloat16 support; older GPUs convert every number. */
  private static final int AMPERE = 80;

  private static final String WISH = "ATTUNE_PRECISION";
  private static final Map<Device, Boolean> CARDS = new ConcurrentHashMap<>();
  private static final AtomicBoolean WARNED = new AtomicBoolean();

  private Precision() {}

  /** The processor's features, looked up once. */
  private static final class Processor {
    static final boolean HAS_UNITS = flags().matches("(?s).*\\b(avx512_bf16|amx_bf16)\\b.*");
  }

  /**
   * Returns the precision of matrix products in training on a device.
   *
   * <p>Warns once, on the standard error stream, if bfloat16 is requested where the hardware does
   * not support it.
   */
  public static MatmulPrecision forTraining(Device device) {
    Optional<String> wish = wish();
    if (wish.isEmpty()) {
      return hasBfloat16Units(device) ? MatmulPrecision.BFLOAT16 : MatmulPrecision.FLOAT32;
    }
    return switch (wish.get().toLowerCase(Locale.ROOT)) {
      case "float32", "fp32" -> MatmulPrecision.FLOAT32;
      case "bfloat16", "bf16" -> {
        warning(device).filter(text -> !WARNED.getAndSet(true)).ifPresent(Precision::warn);
        yield MatmulPrecision.BFLOAT16;
      }
      default ->
          throw new InvalidInputException(
              WISH + " is '" + wish.get() + "'; use float32 or bfloat16.");
    };
  }

  /**
   * Returns the precision of matrix products in sampling: that of training, but 32 bits for small
   * models, whose products take less time than everything else. For two small trained models,
   * bfloat16 moved the sampled distribution by 2e-4 and 6e-4 nats per token from that in 32 bits,
   * and a token's log-probability by 0.02.
   */
  public static MatmulPrecision forSampling(Device device, long parameters) {
    return parameters <= SMALL ? MatmulPrecision.FLOAT32 : forTraining(device);
  }

  /** Returns whether a device has hardware support for fast products in bfloat16. */
  public static boolean hasBfloat16Units(Device device) {
    if ("off".equals(System.getProperty("attune.bfloat16"))) {
      return false;
    }
    return device.isGpu()
        ? CARDS.computeIfAbsent(device, Precision::isRecent)
        : Processor.HAS_UNITS && OneDnn.computes(MatmulPrecision.BFLOAT16);
  }

  /**
   * Returns whether oneDNN, called by name, is the fastest way to multiply in a precision on a
   * device, which holds for x86 CPUs with hardware support for the precision.
   */
  public static boolean isFastestByName(Device device, MatmulPrecision products) {
    String architecture = System.getProperty("os.arch", "").toLowerCase(Locale.ROOT);
    return !device.isGpu()
        && List.of("amd64", "x86_64").contains(architecture)
        && !"default".equals(System.getProperty("attune.products"))
        && (products == MatmulPrecision.FLOAT32
            ? OneDnn.computes(products)
            : hasBfloat16Units(device));
  }

  /** Returns the warning for a user who requests bfloat16 on a device without support for it. */
  static Optional<String> warning(Device device) {
    return hasBfloat16Units(device)
        ? Optional.empty()
        : Optional.of(
            WISH
                + " asks for bfloat16, but "
                + (device.isGpu() ? "this graphics card" : "this processor")
                + " has no units for it: training works, but many times slower than with float32.");
  }

  private static Optional<String> wish() {
    return Optional.ofNullable(System.getProperty("attune.precision", System.getenv(WISH)))
        .map(String::strip)
        .filter(wish -> !wish.isEmpty());
  }

  /** Returns whether the GPU supports bfloat16; one of unknown capability is assumed to. */
  private static boolean isRecent(Device card) {
    try {
      return Integer.parseInt(CudaUtils.getComputeCapability(card.getDeviceId())) >= AMPERE;
    } catch (RuntimeException | LinkageError unknown) {
      return true;
    }
  }

  /** Returns the processor's flags as Linux reports them, or nothing elsewhere. */
  private static String flags() {
    try {
      return Files.isReadable(PROCESSOR)
          ? Files.readString(PROCESSOR, StandardCharsets.ISO_8859_1)
          : "";
    } catch (IOException unreadable) {
      return "";
    }
  }

  private static void warn(String sentence) {
    System.err.println("attune: " + sentence);
  }
}
