package org.attune.model;

import com.sun.jna.Library;
import com.sun.jna.Native;
import com.sun.jna.Platform;

/**
 * Lets PyTorch's threads sleep, not spin, while they wait for each other.
 *
 * <p>Spinning threads of two processes on the same processors steal each other's time: two
 * trainings side by side on two cores took 0.7–2.2 s a step where sleeping threads took 0.14 s. A
 * machine of one's own loses a few per cent. An {@code OMP_WAIT_POLICY} that the user has set is
 * left alone.
 */
final class WaitPolicy {
  private static final String VARIABLE = "OMP_WAIT_POLICY";

  private WaitPolicy() {}

  /** The one function of the C library that is called. */
  interface C extends Library {
    /** Sets an environment variable and returns 0 when it did. */
    int setenv(String name, String value, int overwrite);
  }

  /** Sets the policy; the thread library reads it when the engine loads it. */
  static void sleep() {
    if (Platform.isWindows() || System.getenv(VARIABLE) != null) {
      return;
    }
    try {
      Native.load("c", C.class).setenv(VARIABLE, "passive", 0);
    } catch (UnsatisfiedLinkError noLibrary) {
      // Without it everything works, slower on a busy machine.
      return;
    }
  }
}
