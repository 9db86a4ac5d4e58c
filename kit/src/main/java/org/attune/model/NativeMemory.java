package org.attune.model;

import java.util.concurrent.atomic.AtomicLong;

/**
 * The bytes that weights hold outside of Java's heap.
 *
 * <p>Weights are freed when Java collects, and Java sees no reason to: on its heap a policy is a
 * few objects. So whoever asks for more first has the unreachable ones collected when they may
 * matter, as Java itself does for direct buffers.
 */
final class NativeMemory {
  /** Below this, what is unreachable does not matter. */
  private static final long FLOOR = 64L << 20;

  private static final int WAITS = 40;
  private static final long WAIT_MILLIS = 5;

  private static final AtomicLong HELD = new AtomicLong();

  /** What was asked for since the last collection. */
  private static final AtomicLong FRESH = new AtomicLong();

  private NativeMemory() {}

  /** Returns the bytes of all weights that are not freed yet. */
  static long held() {
    return HELD.get();
  }

  /** Counts weights that are about to be made. */
  static void reserve(long bytes) {
    long held = HELD.addAndGet(bytes);
    long fresh = FRESH.addAndGet(bytes);
    if (fresh > Math.max(FLOOR, held / 4) && FRESH.compareAndSet(fresh, 0)) {
      collect();
    }
  }

  /** Counts weights that are gone. */
  static void release(long bytes) {
    HELD.addAndGet(-bytes);
  }

  /** Collects, and gives the cleaner's thread a moment to free what was found. */
  private static void collect() {
    long before = HELD.get();
    System.gc();
    boolean interrupted = false;
    for (int wait = 0, quiet = 0; wait < WAITS && quiet < 2; wait++) {
      try {
        Thread.sleep(WAIT_MILLIS);
      } catch (InterruptedException stop) {
        interrupted = true; // Kept for the one who polls for it.
      }
      quiet = HELD.get() < before ? 0 : quiet + 1;
      before = Math.min(before, HELD.get());
    }
    if (interrupted) {
      Thread.currentThread().interrupt();
    }
  }
}
