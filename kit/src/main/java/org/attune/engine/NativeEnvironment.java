package org.attune.engine;

import com.sun.jna.Library;
import com.sun.jna.Native;
import com.sun.jna.Platform;

/**
 * Sets environment variables of this process for native libraries, which read them when they are
 * loaded. Java's own view of the environment does not change, and the user's own settings are kept.
 */
final class NativeEnvironment {
  private NativeEnvironment() {}

  /** The one function of the C library that is called. */
  interface C extends Library {
    /** The library, loaded on first use. */
    C LIBRARY = Native.load("c", C.class);

    /** Sets a variable and returns 0 on success. */
    int setenv(String name, String value, int overwrite);
  }

  /** Sets a variable unless it is set; does nothing where the C library has no such function. */
  static void setDefault(String name, String value) {
    if (Platform.isWindows()) {
      return;
    }
    try {
      C.LIBRARY.setenv(name, value, 0);
    } catch (LinkageError noLibrary) {
      // Without it everything works, but slower.
      return;
    }
  }
}
