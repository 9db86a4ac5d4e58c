package org.attune.cli;

import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.attune.model.ProcessEnd;

/**
 * Turns Ctrl-C into the interruption that training polls for, and keeps the JVM alive until what is
 * there has been saved.
 */
final class Interruption implements AutoCloseable {
  private static final long PATIENCE_SECONDS = 60;
  private static final int TERMINATED = 143;

  private final CountDownLatch done = new CountDownLatch(1);

  private Interruption() {}

  /** Begins to watch over the current thread. */
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
        ProcessEnd.now(TERMINATED); // Java's own exit would crash under the engine's work.
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  /** Says that nothing is left to be saved. */
  @Override
  public void close() {
    done.countDown();
  }
}
