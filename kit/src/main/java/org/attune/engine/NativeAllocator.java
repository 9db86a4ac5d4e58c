package org.attune.engine;

import com.sun.jna.Function;
import com.sun.jna.Library;
import com.sun.jna.Native;
import com.sun.jna.NativeLong;
import com.sun.jna.Platform;

/**
 * Makes the C library keep freed memory instead of returning it to the system after every step,
 * which makes training 10–20 % faster under Linux.
 *
 * <p>The process keeps its peak memory, except where {@link #trim} is called. Turn it off with
 * {@code -Dattune.allocator=default}.
 */
final class NativeAllocator {
  private static final int M_TRIM_THRESHOLD = -1;
  private static final int M_TOP_PAD = -2;
  private static final int M_MMAP_THRESHOLD = -3;
  private static final int ONE_GIB = 1 << 30;
  private static final int PAD = 64 << 20;
  private static final int ARRAY = 2 << 20;

  private NativeAllocator() {}

  /** The one function of glibc that is called. */
  interface C extends Library {
    /** The library, loaded on first use. */
    C LIBRARY = Native.load("c", C.class);

    /** Sets one parameter of the allocator and returns 1 on success. */
    int mallopt(int parameter, int value);
  }

  /** Returns freed memory to the system. */
  static void trim() {
    called(
        () -> {
          Object[] nothingKept = {new NativeLong(0)};
          Function.getFunction("c", "malloc_trim").invokeInt(nothingKept);
        });
  }

  /** Sets whether an array above 2 MB is returned to the system once it is freed. */
  static void returnArrays(boolean returned) {
    set(M_MMAP_THRESHOLD, returned ? ARRAY : ONE_GIB);
  }

  /** Tunes glibc if it is the C library. */
  static void tune() {
    set(M_MMAP_THRESHOLD, ONE_GIB);
    set(M_TRIM_THRESHOLD, Integer.MAX_VALUE);
    set(M_TOP_PAD, PAD);
  }

  private static void set(int parameter, int value) {
    called(() -> C.LIBRARY.mallopt(parameter, value));
  }

  /** Calls glibc if it is the C library; elsewhere, or if turned off, does nothing. */
  private static void called(Runnable call) {
    if (!Platform.isLinux() || "default".equals(System.getProperty("attune.allocator"))) {
      return;
    }
    try {
      call.run();
    } catch (LinkageError notGlibc) {
      // musl has no mallopt, or JNA cannot be loaded: everything works, a little slower.
      return;
    }
  }
}
