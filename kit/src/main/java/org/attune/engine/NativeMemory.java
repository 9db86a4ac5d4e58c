package org.attune.engine;

import java.util.Locale;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.concurrent.atomic.AtomicLong;

/**
 * Counts the bytes that weights hold outside Java's heap.
 *
 * <p>Weights are freed by garbage collection, but a policy is only a few objects on the heap, so
 * the JVM sees no reason to collect. Therefore new allocations first trigger a collection when
 * unreachable weights may matter, as Java itself does for direct buffers.
 */
public final class NativeMemory {
  /** Below this size unreachable weights do not matter. */
  private static final long FLOOR = 64L << 20;

  private static final int WAITS = 40;
  private static final long WAIT_MILLIS = 5;

  private static final AtomicLong HELD = new AtomicLong();

  /** Bytes reserved since the last collection. */
  private static final AtomicLong FRESH = new AtomicLong();

  private NativeMemory() {}

  /** Returns the bytes of all weights not yet freed. */
  public static long held() {
    return HELD.get();
  }

  /** Counts weights that are about to be allocated. */
  public static void reserve(long bytes) {
    long held = HELD.addAndGet(bytes);
    long fresh = FRESH.addAndGet(bytes);
    if (fresh > Math.max(FLOOR, held / 4) && FRESH.compareAndSet(fresh, 0)) {
      collect();
    }
    if (bytes > FLOOR) {
      warning(bytes, AvailableMemory.bytes())
          .ifPresent(sentence -> System.err.println("attune: " + sentence));
    }
  }

  /** Returns a warning for weights that may not fit. */
  static Optional<String> warning(long bytes, OptionalLong available) {
    return available.isEmpty() || bytes <= available.getAsLong()
        ? Optional.empty()
        : Optional.of(
            String.format(
                Locale.ROOT,
                "The weights of a model need %.1f GB, and %.1f GB are available, so the system may"
                    + " kill this process without a message; close policies that are no longer"
                    + " used, or use a smaller model.",
                bytes / 1e9,
                available.getAsLong() / 1e9));
  }

  /** Counts weights that have been freed. */
  public static void release(long bytes) {
    HELD.addAndGet(-bytes);
  }

  /**
   * Returns memory that native arrays have freed to the system, for a phase whose arrays will not
   * fit where those of the last one were. It takes milliseconds; memory that is used again takes a
   * little longer.
   */
  public static void trim() {
    NativeAllocator.use(NativeAllocator::trim);
  }

  /**
   * Has every native array above 2 MB returned to the system once it is freed, or ends one such
   * request; it holds until all that were made have ended. A training step of a large model then
   * holds what it uses and no more, and takes a few percent longer.
   */
  public static void returnArrays(boolean returned) {
    NativeAllocator.use(allocator -> allocator.returnArrays(returned));
  }

  /** Runs a collection and gives the cleaner's thread some time to free what was found. */
  private static void collect() {
    long before = HELD.get();
    System.gc();
    boolean interrupted = false;
    for (int wait = 0, quiet = 0; wait < WAITS && quiet < 2; wait++) {
      try {
        Thread.sleep(WAIT_MILLIS);
      } catch (InterruptedException stop) {
        interrupted = true; // Restored for the caller, who polls for it.
      }
      quiet = HELD.get() < before ? 0 : quiet + 1;
      before = Math.min(before, HELD.get());
    }
    if (interrupted) {
      Thread.currentThread().interrupt();
    }
  }
}
