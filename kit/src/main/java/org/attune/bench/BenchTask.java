package org.attune.bench;

import java.util.concurrent.Callable;

/**
 * A task whose speed is measured.
 *
 * @param event a description of the task
 * @param laps runs it several times and measures it
 */
record BenchTask(Event event, Laps laps) {
  /**
   * A description of a task.
   *
   * @param what in a few words, such as {@code train SFT}
   * @param precision of its matrix products
   * @param batch sequences per batch
   * @param length tokens per sequence
   */
  record Event(String what, String precision, int batch, int length) {}

  /** Runs the task a number of times. */
  @FunctionalInterface
  interface Laps {
    /** Returns the measurement of the runs, without set-up. */
    Measurement run(int times);
  }

  /** Returns a task that does the same amount of work in every run. */
  static BenchTask steady(Event event, long tokens, double flops, Callable<?> run) {
    return new BenchTask(
        event,
        times -> {
          long start = System.nanoTime();
          for (int i = 0; i < times; i++) {
            call(run);
          }
          double seconds = (System.nanoTime() - start) / 1e9;
          return new Measurement(times, tokens * times, flops * times, seconds);
        });
  }

  private static void call(Callable<?> run) {
    try {
      run.call();
    } catch (RuntimeException e) {
      throw e;
    } catch (Exception e) {
      throw new IllegalStateException(e);
    }
  }

  /** Thrown when a run was interrupted and its time is invalid. */
  static final class Stopped extends RuntimeException {
    private static final long serialVersionUID = 1;
  }
}
