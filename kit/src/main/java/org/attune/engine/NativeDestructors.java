package org.attune.engine;

import com.sun.jna.Function;
import com.sun.jna.Library;
import com.sun.jna.Native;
import com.sun.jna.Platform;
import com.sun.jna.Pointer;

/**
 * Keeps the engine's destructors from running when the process ends.
 *
 * <p>Java waits only briefly for threads that are in native code. Then the C library runs the
 * destructors, and a thread that is still computing reads freed memory: a program that ends by
 * {@code System.exit} or Ctrl-C during a long step crashed in most cases. Java has flushed and
 * saved everything by then, and the system frees the memory.
 */
final class NativeDestructors {
  private NativeDestructors() {}

  /** The one function of glibc that is called. */
  interface C extends Library {
    /** Registers a function {@code (int status, void* argument)}; the last one runs first. */
    int on_exit(Pointer function, Pointer argument);
  }

  /** Ends the process at once, with its own exit code, before what was registered earlier runs. */
  static void skip() {
    if (!Platform.isLinux()) {
      return;
    }
    try {
      Native.load("c", C.class).on_exit(Function.getFunction("c", "_exit"), Pointer.NULL);
    } catch (LinkageError notGlibc) {
      // musl has no on_exit: a process that is ended during a step may crash.
      return;
    }
  }
}
