package org.attune.method;

/** What the learning rate does after its warm-up. */
public enum LearningRateSchedule {
  /** Stays where it is. */
  CONSTANT,
  /** Falls in a straight line to zero. */
  LINEAR,
  /** Falls to zero along half a cosine. */
  COSINE,
  /**
   * Rises by equal factors from a thousandth to the highest rate, to test a range of rates in one
   * short run (Smith 2017, arXiv 1506.01186).
   */
  RISING;

  private static final double RANGE = 1e-3;

  /** Returns the factor at a fraction in [0, 1] of the way behind the warm-up. */
  double factor(double fraction) {
    return switch (this) {
      case CONSTANT -> 1;
      case LINEAR -> 1 - fraction;
      case COSINE -> 0.5 * (1 + Math.cos(Math.PI * fraction));
      case RISING -> Math.pow(RANGE, 1 - fraction);
    };
  }
}
