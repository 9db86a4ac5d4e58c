package org.attune.engine;

import ai.djl.Device;
import ai.djl.pytorch.jni.JniUtils;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Consumer;
import java.util.function.Supplier;
import java.util.stream.IntStream;
import org.attune.util.InvalidInputException;

/**
 * Runs jobs in several threads and divides the engine's native threads among them.
 *
 * <p>Native threads that share one small operation spend much of their time waiting for each other,
 * so small models run faster as several parallel jobs. The number of native threads affects a
 * result, since it determines the order of sums: a job of {@link #run} always has one, so its
 * numbers are the same alone and in parallel.
 */
public final class Workers {
  /** With more weights than this, a second set of gradients takes too much memory. */
  private static final long LARGE = 32_000_000;

  private static final ExecutorService HELPERS =
      Executors.newCachedThreadPool(work -> daemon(work, "attune-helper"));

  private Workers() {}

  /**
   * The results of two jobs that ran at once.
   *
   * @param <T> what a job returns
   */
  public record Both<T>(T first, T second) {}

  /** Returns the number of processors, the number of jobs that {@link #run} should run at once. */
  public static int processors() {
    return Math.max(1, Runtime.getRuntime().availableProcessors());
  }

  /** Returns whether a model is on the CPU and small enough to run as several jobs at once. */
  public static boolean isSupported(long parameters, Device device) {
    return !device.isGpu() && parameters <= LARGE;
  }

  /**
   * Returns whether a model should be trained and scored on two halves of a batch by {@link #both}.
   */
  public static boolean isSplitSupported(long parameters, Device device, int threads) {
    return isSupported(parameters, device) && threads > 1;
  }

  /**
   * Starts a job that leaves the engine alone on another thread, and returns what waits for its
   * result and throws what the job threw.
   */
  public static <T> Supplier<T> ahead(Supplier<T> job) {
    CompletableFuture<T> result = CompletableFuture.supplyAsync(job, HELPERS);
    return () -> {
      try {
        return result.join();
      } catch (CompletionException e) {
        if (e.getCause() instanceof Error error) {
          throw error;
        }
        throw e.getCause() instanceof RuntimeException cause ? cause : e;
      }
    };
  }

  /** Runs a job with a number of native threads, then restores the number. */
  public static <T> T withThreads(int count, Supplier<T> job) {
    InvalidInputException.unless(
        count > 0, "The number of threads must be > 0, got %d; try 1.", count);
    int before = PyTorch.threads();
    JniUtils.setNumThreads(count);
    try {
      return job.get();
    } finally {
      // Threads started later get the number that was set last.
      JniUtils.setNumThreads(before);
    }
  }

  /** Sets the number of native threads of the calling thread, which is new. */
  private static void take(int threads) {
    // The engine sets its own number on a thread's first query; a number set after that stays.
    JniUtils.getNumThreads();
    JniUtils.setNumThreads(threads);
  }

  /**
   * Runs the first job in the calling thread and the second in another, each with half of the
   * native threads, and waits for both, even if one fails or the thread is interrupted.
   */
  public static <T> Both<T> both(Supplier<T> first, Supplier<T> second) {
    int threads = PyTorch.threads();
    Both<Integer> shares = shares(threads);
    Future<T> other =
        HELPERS.submit(
            () -> {
              take(shares.second());
              return second.get();
            });
    T mine;
    try {
      mine = withThreads(shares.first(), first);
    } finally {
      ended(other);
      JniUtils.setNumThreads(threads);
    }
    return new Both<>(mine, result(other));
  }

  /** Returns how many of some native threads each of the jobs of {@link #both} gets. */
  public static Both<Integer> shares(int threads) {
    return new Both<>(threads - threads / 2, threads / 2);
  }

  /** Waits for a job to end, whether it succeeds or fails. */
  private static void ended(Future<?> work) {
    boolean interrupted = false;
    while (!work.isDone()) {
      try {
        work.get();
      } catch (InterruptedException stop) {
        interrupted = true;
      } catch (ExecutionException failed) {
        break; // It has ended; reading its result reports the failure.
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
      throw unchecked(failed.getCause());
    } catch (InterruptedException stop) {
      throw new IllegalStateException("A result that is there is not waited for.", stop);
    }
  }

  private static RuntimeException unchecked(Throwable failure) {
    if (failure instanceof Error error) {
      throw error;
    }
    return (RuntimeException) failure;
  }

  /**
   * Runs jobs in order, several at once, and passes each result on in the calling thread as soon as
   * it is available.
   *
   * <p>When the calling thread is interrupted, the jobs are interrupted too, their results are
   * still passed on, no further job starts, and the method returns false. A failing job stops the
   * others in the same way, and its exception is thrown.
   *
   * @param workers how many jobs run at once
   */
  public static <T> boolean run(List<Supplier<T>> jobs, int workers, Consumer<T> results) {
    return withThreads(
        PyTorch.threads(), () -> new Pool<>(jobs).run(Math.min(workers, jobs.size()), results));
  }

  /**
   * Runs jobs on all processors and returns their results in the jobs' order; empty when the
   * calling thread was interrupted.
   */
  public static <T> Optional<List<T>> all(List<Supplier<T>> jobs) {
    List<T> results = new ArrayList<>(Collections.nCopies(jobs.size(), null));
    List<Supplier<Runnable>> placed =
        IntStream.range(0, jobs.size())
            .mapToObj(
                i ->
                    (Supplier<Runnable>)
                        () -> {
                          T result = jobs.get(i).get();
                          return () -> results.set(i, result);
                        })
            .toList();
    return run(placed, processors(), Runnable::run) ? Optional.of(results) : Optional.empty();
  }

  private static Thread daemon(Runnable work, String name) {
    Thread thread = new Thread(work, name);
    thread.setDaemon(true);
    return thread;
  }

  /** The threads of one {@link #run}. */
  private static final class Pool<T> {
    private final List<Supplier<T>> jobs;
    private final AtomicInteger next = new AtomicInteger();
    private final BlockingQueue<Outcome<T>> outcomes = new LinkedBlockingQueue<>();
    private final List<Thread> threads = new ArrayList<>();
    private volatile boolean stopped;
    private Throwable failure; // of the first job that failed, seen by the caller's thread

    /** A result, a failure, or neither when a worker has ended. */
    private record Outcome<T>(Optional<T> result, Optional<Throwable> failure) {
      boolean isEnd() {
        return result.isEmpty() && failure.isEmpty();
      }
    }

    Pool(List<Supplier<T>> jobs) {
      this.jobs = List.copyOf(jobs);
    }

    boolean run(int workers, Consumer<T> results) {
      for (int i = 0; i < workers; i++) {
        Thread thread = daemon(this::work, "attune-worker-" + (i + 1));
        thread.start();
        threads.add(thread);
      }
      boolean interrupted = false;
      for (int alive = workers; alive > 0; ) {
        try {
          Outcome<T> outcome = outcomes.take();
          passOn(outcome, results, interrupted);
          alive -= outcome.isEnd() ? 1 : 0;
        } catch (InterruptedException stop) {
          interrupted = true;
          stop();
        }
      }
      if (failure != null) {
        throw unchecked(failure);
      }
      return !interrupted;
    }

    /** Passes on a result until the first failure, which stops the others. */
    private void passOn(Outcome<T> outcome, Consumer<T> results, boolean interrupted) {
      Optional<Throwable> trouble = outcome.failure();
      if (outcome.result().isPresent() && failure == null) {
        trouble = handed(results, outcome.result().get());
      }
      if (trouble.isPresent() && failure == null && !interrupted) {
        failure = trouble.get();
        stop();
      }
    }

    /**
     * Passes on a result; an exception of the consumer is returned, so that no worker outlives the
     * caller.
     */
    private Optional<Throwable> handed(Consumer<T> results, T result) {
      try {
        results.accept(result);
        return Optional.empty();
      } catch (RuntimeException | Error failed) {
        return Optional.of(failed);
      }
    }

    private void stop() {
      stopped = true;
      threads.forEach(Thread::interrupt);
    }

    private void work() {
      take(1);
      for (int job = next.getAndIncrement();
          job < jobs.size() && !stopped;
          job = next.getAndIncrement()) {
        try {
          outcomes.add(new Outcome<>(Optional.of(jobs.get(job).get()), Optional.empty()));
        } catch (RuntimeException | Error failed) {
          outcomes.add(new Outcome<>(Optional.empty(), Optional.of(failed)));
        }
      }
      outcomes.add(new Outcome<>(Optional.empty(), Optional.empty()));
    }
  }
}
