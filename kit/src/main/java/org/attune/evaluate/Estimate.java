package org.attune.evaluate;

/**
 * An estimate with its standard error, which gives intervals of any level; computed by {@link
 * RandomEffects}.
 *
 * @param value the estimate
 * @param error its standard error; NaN if unknown, 0 if nothing varied
 * @param student the quantile of Student's t
 * @param share whether it is a proportion in [0, 1] and uses Wilson's interval
 * @param prompts number of distinct prompts
 * @param seeds number of training seeds
 */
public record Estimate(
    double value, double error, Student student, boolean share, int prompts, int seeds) {
  private static final double LEVEL = 0.95;

  /** Returns the 95 % interval. */
  public Interval interval() {
    return interval(LEVEL);
  }

  /** Returns the interval of a level between 0 and 1, such as 0.95. */
  public Interval interval(double level) {
    if (!Double.isFinite(value) || Double.isNaN(error)) {
      return new Interval(value, Double.NaN, Double.NaN, prompts, seeds);
    }
    if (share && error == 0) {
      double unseen = 1 - Math.pow((1 - level) / 2, 1.0 / Math.max(prompts, 1));
      return interval(value * (1 - unseen), value + (1 - value) * unseen);
    }
    double reach = error == 0 ? 0 : student.reach(level);
    return share ? wilson(reach) : interval(value - reach * error, value + reach * error);
  }

  /** Solves |value − p| = t·√(p(1 − p) / n) for p, with n = value(1 − value) / error². */
  private Interval wilson(double reach) {
    double n = Math.max(0, value * (1 - value)) / (error * error);
    double t = reach * reach / n;
    double middle = (value + t / 2) / (1 + t);
    double half = reach * Math.sqrt(error * error + t / n / 4) / (1 + t);
    return interval(Math.max(0, middle - half), Math.min(1, middle + half));
  }

  private Interval interval(double low, double high) {
    return new Interval(value, low, high, prompts, seeds);
  }

  /**
   * Returns the two-sided p-value of the value 0; 1 or 0 if nothing varied, NaN if the error is
   * unknown.
   */
  public double pValue() {
    if (Double.isNaN(error)) {
      return Double.NaN;
    }
    return error > 0 ? student.pValue(value / error) : value == 0 ? 1 : 0;
  }

  /** Returns the estimate of a difference taken the other way round. */
  Estimate negated() {
    return new Estimate(-value, error, student, share, prompts, seeds);
  }

  /** Returns false if nothing varied, so that no interval can be given. */
  public boolean varies() {
    return error > 0;
  }
}
