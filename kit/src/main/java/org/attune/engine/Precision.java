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
import java.util.regex.Pattern;
import org.attune.util.InvalidInputException;

/**
 * Chooses the precision of matrix products in training and sampling.
 *
 * <p>It is bfloat16 where the hardware multiplies in it faster than in 32 bits, which doubles the
 * speed of training: CPUs with AMX, or with AVX-512 BF16 by another maker than Intel, under Linux,
 * on which oneDNN computes such products, and CUDA GPUs of compute capability 8.0 or higher. It is
 * 32 bits elsewhere. {@code ATTUNE_PRECISION=float32} or {@code bfloat16}, or {@code
 * -Dattune.precision}, overrides it. {@code -Dattune.bfloat16=off} makes the kit treat the machine
 * as one without bfloat16 units. Weights, optimiser state and evaluation scores are always in 32
 * bits.
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

  /** What the processor can do, looked up once. */
  private static final class Processor {
    static final boolean HAS_FAST_UNITS = hasFastBfloat16(flags());
  }

  /**
   * Returns whether a processor multiplies faster in bfloat16 than in 32 bits, from what Linux says
   * of it.
   *
   * <p>AMX does, and so does AVX-512 BF16 on AMD processors. On Intel processors AVX-512 BF16 takes
   * twice the time of 32 bits: a core of a Xeon (model 207) whose AMX the hypervisor hides reached
   * 83 GFLOP/s, and 158 in 32 bits. A measurement instead of this rule could choose differently
   * from one process to the next, and the choice decides a training's numbers.
   */
  static boolean hasFastBfloat16(String processor) {
    boolean isIntel = processor.contains("GenuineIntel");
    return has(processor, "amx_bf16") || (!isIntel && has(processor, "avx512_bf16"));
  }

  private static boolean has(String processor, String flag) {
    return Pattern.compile("\\b" + flag + "\\b").matcher(processor).find();
  }

  /**
   * Returns the precision of matrix products in training on a device.
   *
   * <p>Warns once, on the standard error stream, if bfloat16 is requested where the hardware is
   * slower with it.
   */
  public static MatmulPrecision forTraining(Device device) {
    Optional<String> wish = wish();
    if (wish.isEmpty()) {
      return hasFastBfloat16(device) ? MatmulPrecision.BFLOAT16 : MatmulPrecision.FLOAT32;
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

  /** Returns whether a device multiplies faster in bfloat16 than in 32 bits. */
  public static boolean hasFastBfloat16(Device device) {
    if ("off".equals(System.getProperty("attune.bfloat16"))) {
      return false;
    }
    return device.isGpu()
        ? CARDS.computeIfAbsent(device, Precision::isRecent)
        : Processor.HAS_FAST_UNITS && OneDnn.computes(MatmulPrecision.BFLOAT16);
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
            : hasFastBfloat16(device));
  }

  /** Returns the warning for a user who requests bfloat16 on a device without fast units for it. */
  static Optional<String> warning(Device device) {
    return hasFastBfloat16(device)
        ? Optional.empty()
        : Optional.of(
            WISH
                + " asks for bfloat16, but "
                + (device.isGpu() ? "this graphics card" : "this processor")
                + " has no fast units for it: training works, but slower than with float32.");
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
