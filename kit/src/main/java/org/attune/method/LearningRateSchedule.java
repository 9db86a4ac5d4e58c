package org.attune.method;

/** The learning-rate schedule after warm-up. */
public enum LearningRateSchedule {
  /** Stays constant. */
  CONSTANT,
  /** Falls linearly to zero. */
  LINEAR,
  /** Falls to zero along a half cosine. */
  COSINE,
  /**
   * Rises exponentially from a thousandth of the peak rate to the peak, to test a range of rates in
   * one short run (Smith 2017, arXiv 1506.01186).
   */
  RISING;

  private static final double RANGE = 1e-3;

  /** Returns the rate of a step, counted from 1, of {@code total}: warm-up, then this schedule. */
  double rate(double peak, double warmup, int step, int total) {
    double rising = Math.max(1, Math.round(warmup * total));
    if (warmup > 0 && step <= rising) {
      return peak * step / rising;
    }
    double start = warmup > 0 ? rising : 0;
    return peak * factor(Math.min(1, (step - 1 - start) / Math.max(1, total - start)));
  }

  /** Returns the factor at a fraction in [0, 1] of the steps after warm-up. */
  private double factor(double fraction) {
    return switch (this) {
      case CONSTANT -> 1;
      case LINEAR -> 1 - fraction;
      case COSINE -> 0.5 * (1 + Math.cos(Math.PI * fraction));
      case RISING -> Math.pow(RANGE, 1 - fraction);
    };
  }
}
