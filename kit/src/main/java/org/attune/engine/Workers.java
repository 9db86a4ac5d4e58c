package org.attune.engine;

import ai.djl.pytorch.jni.JniUtils;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Consumer;
import java.util.function.Supplier;

/**
 * Runs independent jobs side by side, each on one native thread.
 *
 * <p>Small models gain little from native threads that share one operation, and runs that each
 * bring their own threads steal each other's time. The number of native threads is part of a
 * result, since it decides the order of sums: a job here always has one, however many lanes there
 * are, so its numbers are the same alone and in company.
 *
 * @param <T> what a job returns
 */
public final class Workers<T> {
  private final List<Supplier<T>> jobs;
  private final AtomicInteger next = new AtomicInteger();
  private final BlockingQueue<Outcome<T>> outcomes = new LinkedBlockingQueue<>();
  private volatile boolean stopped;

  /** A result, a failure, or neither when a lane has come to its end. */
  private record Outcome<T>(Optional<T> result, Optional<Throwable> failure) {}

  private Workers(List<Supplier<T>> jobs) {
    this.jobs = List.copyOf(jobs);
  }

  /** Returns how many jobs to run at once on this machine's processors: one each. */
  public static int all() {
    return Math.max(1, Runtime.getRuntime().availableProcessors());
  }

  /**
   * Runs jobs in order, so many at once, and hands each result on in the calling thread as soon as
   * it is there.
   *
   * <p>When the calling thread is interrupted, the jobs are interrupted too, what they still return
   * is handed on, no further one starts, and the answer is false. A job that fails stops the others
   * in the same way, and what it threw is thrown.
   */
  public static <T> boolean run(List<Supplier<T>> jobs, int lanes, Consumer<T> results) {
    PyTorch.engine();
    int before = JniUtils.getNumThreads();
    try {
      return new Workers<>(jobs).run(Math.min(lanes, jobs.size()), results);
    } finally {
      // Threads that are yet to come get the number that was set last.
      JniUtils.setNumThreads(before);
    }
  }

  private boolean run(int lanes, Consumer<T> results) {
    List<Thread> threads = new ArrayList<>();
    for (int i = 0; i < lanes; i++) {
      Thread thread = new Thread(this::work, "attune-lane-" + (i + 1));
      thread.setDaemon(true);
      thread.start();
      threads.add(thread);
    }
    Throwable failure = null;
    boolean interrupted = false;
    for (int alive = lanes; alive > 0; ) {
      try {
        Outcome<T> outcome = outcomes.take();
        outcome.result().ifPresent(results);
        if (outcome.failure().isPresent() && !stopped) {
          failure = outcome.failure().get();
          stop(threads);
        }
        alive -= outcome.result().isEmpty() && outcome.failure().isEmpty() ? 1 : 0;
      } catch (InterruptedException stop) {
        interrupted = true;
        stop(threads);
      }
    }
    if (failure instanceof Error error) {
      throw error;
    }
    if (failure instanceof RuntimeException exception) {
      throw exception;
    }
    return !interrupted;
  }

  private void stop(List<Thread> threads) {
    stopped = true;
    threads.forEach(Thread::interrupt);
  }

  private void work() {
    // The engine sets its own number when a thread first asks; what is set after that stays.
    JniUtils.getNumThreads();
    JniUtils.setNumThreads(1);
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
