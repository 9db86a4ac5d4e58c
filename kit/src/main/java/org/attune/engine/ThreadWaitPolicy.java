package org.attune.engine;

import com.sun.jna.Library;
import com.sun.jna.Native;
import com.sun.jna.Platform;

/**
 * Lets PyTorch's threads spin for a moment and then sleep while they wait for each other.
 *
 * <p>Threads that spin without end are fast alone, but those of two processes on the same
 * processors steal each other's time: two trainings side by side on two cores took 0.7–2.2 s a step
 * where sleeping threads took 0.13 s. Threads that sleep at once must be woken for every small
 * operation: a step of 28 ms took 62 ms. A short spin before the sleep has the better of both. What
 * the user has set is left alone.
 */
final class ThreadWaitPolicy {
  private static final String POLICY = "OMP_WAIT_POLICY";
  private static final String SPINS = "GOMP_SPINCOUNT";

  /**
   * Rounds of spinning before the sleep, some microseconds; with 10,000 two trainings took 10 times
   * as long.
   */
  private static final int ROUNDS = 1_000;

  private ThreadWaitPolicy() {}

  /** The one function of the C library that is called. */
  interface C extends Library {
    /** Sets an environment variable and returns 0 when it did. */
    int setenv(String name, String value, int overwrite);
  }

  /** Sets the policy; the thread library reads it when the engine loads it. */
  static void spinBriefly() {
    if (Platform.isWindows() || System.getenv(POLICY) != null) {
      return;
    }
    try {
      C c = Native.load("c", C.class);
      c.setenv(POLICY, "passive", 0);
      c.setenv(SPINS, Integer.toString(ROUNDS), 0);
    } catch (LinkageError noLibrary) {
      // Without it everything works, slower on a busy machine.
      return;
    }
  }
}
