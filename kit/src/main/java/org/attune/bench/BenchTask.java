package org.attune.bench;

import java.util.concurrent.Callable;

/**
 * Something whose speed is measured.
 *
 * @param event what it does
 * @param laps runs it several times and says what that took
 */
record BenchTask(Event event, Laps laps) {
  /**
   * What a racer does.
   *
   * @param what in a few words, such as {@code train SFT}
   * @param precision of its matrix products
   * @param batch sequences at once
   * @param length tokens of each
   */
  record Event(String what, String precision, int batch, int length) {}

  /** Runs so many times. */
  @FunctionalInterface
  interface Laps {
    /** Returns what the runs took; setting up is not counted. */
    Measurement run(int times);
  }

  /** Returns a racer that does the same amount of work in every run. */
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

  /** Says that a run was interrupted and its time means nothing. */
  static final class Stopped extends RuntimeException {
    private static final long serialVersionUID = 1;
  }
}
