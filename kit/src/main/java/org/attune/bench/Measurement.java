package org.attune.bench;

/**
 * What one lap of a racer came to.
 *
 * @param runs how often it ran
 * @param tokens tokens it read, or wrote when it generates; 0 for bare matrix products
 * @param flops floating-point operations of its matrix products, see {@link FlopCount}
 * @param seconds wall-clock time
 */
record Measurement(int runs, long tokens, double flops, double seconds) {
  /** Returns milliseconds for one run. */
  double millis() {
    return seconds / runs * 1e3;
  }

  /** Returns tokens a second. */
  double speed() {
    return tokens / seconds;
  }

  /** Returns floating-point operations a second, in thousand millions. */
  double gigaflops() {
    return flops / seconds / 1e9;
  }
}
