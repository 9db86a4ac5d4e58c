package org.attune.cli;

import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.attune.engine.ProcessEnd;

/**
 * Turns Ctrl-C into the interrupt that training polls for, and keeps the JVM alive until results
 * are saved.
 */
final class Interruption implements AutoCloseable {
  private static final long PATIENCE_SECONDS = 60;
  private static final int TERMINATED = 143;

  private final CountDownLatch done = new CountDownLatch(1);

  private Interruption() {}

  /** Starts watching the current thread. */
  static Interruption watch() {
    Interruption interruption = new Interruption();
    Thread worker = Thread.currentThread();
    Runtime.getRuntime().addShutdownHook(new Thread(() -> interruption.stop(worker)));
    return interruption;
  }

  private void stop(Thread worker) {
    if (done.getCount() == 0) {
      return;
    }
    worker.interrupt();
    try {
      if (!done.await(PATIENCE_SECONDS, TimeUnit.SECONDS)) {
        System.err.println("attune: stopped without waiting any longer for the step to end.");
        ProcessEnd.now(TERMINATED); // Java's own exit would crash while the engine is working.
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  /** Ends watching: nothing is left to be saved. */
  @Override
  public void close() {
    done.countDown();
  }
}
