package org.attune.bench;

/**
 * The measurement of one lap of a task.
 *
 * @param runs how often it ran
 * @param tokens tokens read, or generated; 0 for bare matrix products
 * @param flops floating-point operations of its matrix products, see {@link FlopCount}
 * @param seconds wall-clock time
 * @param processor seconds of processor time, of all threads; NaN if it was not measured
 */
record Measurement(int runs, long tokens, double flops, double seconds, double processor) {
  /** Creates a measurement without processor time. */
  Measurement(int runs, long tokens, double flops, double seconds) {
    this(runs, tokens, flops, seconds, Double.NaN);
  }

  /** Returns milliseconds per run. */
  double millis() {
    return seconds / runs * 1e3;
  }

  /** Returns milliseconds of processor time per run. */
  double processorMillis() {
    return processor / runs * 1e3;
  }

  /** Returns tokens per second. */
  double speed() {
    return tokens / seconds;
  }

  /** Returns GFLOP/s. */
  double gigaflops() {
    return flops / seconds / 1e9;
  }
}
