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
  private ProcessEnd() {}

  /** Ends at once with an exit code; everything must have been saved and flushed. */
  public static void now(int code) {
    System.out.flush();
    System.err.flush();
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
