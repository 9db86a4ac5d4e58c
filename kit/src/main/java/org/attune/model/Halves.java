package org.attune.model;

import ai.djl.Device;
import ai.djl.pytorch.jni.JniUtils;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.function.Supplier;
import org.attune.engine.PyTorch;

/**
 * Does two halves of some work at once, each with half of the native threads.
 *
 * <p>Threads that share every small operation spend a good part of their time waiting for each
 * other; two that work apart wait once.
 */
public final class Halves {
  /** Beyond so many weights, the gradients of each half are too much memory for too little gain. */
  private static final long LARGE = 32_000_000;

  private static final ExecutorService HELPERS =
      Executors.newCachedThreadPool(
          work -> {
            Thread thread = new Thread(work, "attune-half");
            thread.setDaemon(true);
            return thread;
          });

  private Halves() {}

  /**
   * The results of two halves.
   *
   * @param <T> what a half comes to
   */
  public record Results<T>(T first, T second) {}

  /**
   * Tells whether a model learns and reads by halves: on processors, if there are threads to divide
   * and the weights are not so many that gradients of each half are too much memory.
   */
  public static boolean suit(LlamaConfig config, Device device, int threads) {
    return !device.isGpu() && config.parameters() <= LARGE && threads > 1;
  }

  /**
   * Does the first half in the calling thread and the second in another, and waits for both, even
   * if one fails or the stop button is pressed.
   */
  public static <T> Results<T> of(Supplier<T> first, Supplier<T> second) {
    int threads = PyTorch.threads();
    Future<T> other =
        HELPERS.submit(
            () -> {
              // The engine sets its own number when a thread first asks; what is set after it
              // stays.
              JniUtils.getNumThreads();
              JniUtils.setNumThreads(threads / 2);
              return second.get();
            });
    T mine;
    try {
      JniUtils.setNumThreads(threads - threads / 2);
      mine = first.get();
    } finally {
      ended(other);
      // Threads that are yet to come get the number that was set last.
      JniUtils.setNumThreads(threads);
    }
    return new Results<>(mine, result(other));
  }

  /** Waits for the end of some work, however it ends. */
  private static void ended(Future<?> work) {
    boolean interrupted = false;
    while (!work.isDone()) {
      try {
        work.get();
      } catch (InterruptedException stop) {
        interrupted = true;
      } catch (ExecutionException failed) {
        break; // It is done, and whoever asks for the result is told.
      }
    }
    if (interrupted) {
      Thread.currentThread().interrupt();
    }
  }

  private static <T> T result(Future<T> done) {
    try {
      return done.get();
    } catch (ExecutionException failed) {
      if (failed.getCause() instanceof Error error) {
        throw error;
      }
      throw (RuntimeException) failed.getCause();
    } catch (InterruptedException stop) {
      throw new IllegalStateException("A result that is there is not waited for.", stop);
    }
  }
}
