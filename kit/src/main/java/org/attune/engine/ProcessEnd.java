package org.attune.engine;

import com.sun.jna.Function;
import com.sun.jna.Platform;

/**
 * Ends this process while native work may still be running.
 *
 * <p>Java's own exit runs the engine's destructors, and a thread that is still computing then reads
 * freed memory: the process crashes instead of returning its exit code.
 */
public final class ProcessEnd {
  /** A system property: the JVM writes an archive of its classes at its end, so it must see it. */
  public static final String ARCHIVING = "attune.archiving";

  private ProcessEnd() {}

  /** Ends at once with an exit code; everything must have been saved and flushed. */
  public static void now(int code) {
    System.out.flush();
    System.err.flush();
    if (Boolean.getBoolean(ARCHIVING)) {
      Runtime.getRuntime().halt(code);
    }
    try {
      if (Platform.isWindows()) {
        Function.getFunction("kernel32", "TerminateProcess")
            .invokeInt(
                new Object[] {
                  Function.getFunction("kernel32", "GetCurrentProcess")
                      .invokePointer(new Object[0]),
                  code
                });
      } else {
        Function.getFunction("c", "_exit").invokeVoid(new Object[] {code});
      }
    } finally {
      Runtime.getRuntime().halt(code); // The system has no such call.
    }
  }
}
