package org.attune.engine;

import java.util.function.Supplier;

/**
 * Into how many parts work is divided where the division shows in the last digits of results. A
 * machine that computes for another one divides as that one does, so that both get the same digits.
 */
public final class ParallelSplit {
  /** The parts of the machine that sent a thread's work, if another one did. */
  private static final ThreadLocal<Integer> SENT = new InheritableThreadLocal<>();

  private ParallelSplit() {}

  /** Returns one for each processor of this machine, or of the machine that sent the work. */
  public static int count() {
    Integer sent = SENT.get();
    return sent == null ? Workers.processors() : sent;
  }

  /** Runs a job that another machine sent, with its number of parts. */
  public static <T> T with(int count, Supplier<T> job) {
    Integer before = SENT.get();
    SENT.set(count);
    try {
      return job.get();
    } finally {
      if (before == null) {
        SENT.remove();
      } else {
        SENT.set(before);
      }
    }
  }
}
