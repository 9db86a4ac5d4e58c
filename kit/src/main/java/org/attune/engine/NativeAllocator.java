package org.attune.engine;

import com.sun.jna.Library;
import com.sun.jna.Native;
import com.sun.jna.Platform;

/**
 * Makes the C library keep freed memory instead of returning it to the system after every step,
 * which makes training 10–20 % faster under Linux.
 *
 * <p>The process keeps its peak memory. Turn it off with {@code -Dattune.allocator=default}.
 */
final class NativeAllocator {
  private static final int M_TRIM_THRESHOLD = -1;
  private static final int M_TOP_PAD = -2;
  private static final int M_MMAP_THRESHOLD = -3;
  private static final int ONE_GIB = 1 << 30;
  private static final int PAD = 64 << 20;

  private NativeAllocator() {}

  /** The one function of glibc that is called. */
  interface C extends Library {
    /** Sets one parameter of the allocator and returns 1 on success. */
    int mallopt(int parameter, int value);
  }

  /** Tunes glibc if it is the C library; elsewhere, or if turned off, does nothing. */
  static void tune() {
    if (!Platform.isLinux() || "default".equals(System.getProperty("attune.allocator"))) {
      return;
    }
    try {
      C c = Native.load("c", C.class);
      c.mallopt(M_MMAP_THRESHOLD, ONE_GIB);
      c.mallopt(M_TRIM_THRESHOLD, Integer.MAX_VALUE);
      c.mallopt(M_TOP_PAD, PAD);
    } catch (LinkageError notGlibc) {
      // musl has no mallopt, or JNA cannot be loaded: everything works, a little slower.
      return;
    }
  }
}
