package org.attune.evaluate;

import java.util.Optional;

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
 * @param clustered of a proportion over several seeds, the part of error² that differences between
 *     prompts and between seeds make, 0 … 1; empty otherwise, and in files older than it
 */
public record Estimate(
    double value,
    double error,
    Student student,
    boolean share,
    int prompts,
    int seeds,
    Optional<Double> clustered) {
  private static final double LEVEL = 0.95;
  private static final int HALVINGS = 60;

  /** Up to so many seeds Student's quantile alone is wide enough for a few poor trainings. */
  private static final int FEW_SEEDS = 5;

  private static final double TAIL = 0.7;

  /** Creates an estimate that is no proportion over several seeds. */
  public Estimate(
      double value, double error, Student student, boolean share, int prompts, int seeds) {
    this(value, error, student, share, prompts, seeds, Optional.empty());
  }

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
    double low = Math.max(0, middle - half);
    double high = Math.min(1, middle + half);
    return clustered.isEmpty()
        ? interval(low, high)
        : interval(Math.min(low, end(reach, 0)), Math.max(high, end(reach, 1)));
  }

  /**
   * Solves the same between the value and 0 or 1, with a variance whose clustered part is
   * proportional to (p(1 − p))^1.5 instead: near 0 and 1, where hard prompts and poor trainings are
   * few, it falls faster than that of independent answers. With more than five seeds the exponent
   * is 1.7, since t is smaller then. Both were found by simulation.
   */
  private double end(double reach, double far) {
    double inside = value;
    double outside = far;
    for (int i = 0; i < HALVINGS; i++) {
      double p = (inside + outside) / 2;
      double ratio = p * (1 - p) / (value * (1 - value));
      double part = clustered.orElseThrow();
      double variance = error * error * ratio * (1 - part + part * fallen(ratio));
      if (Math.abs(value - p) <= reach * Math.sqrt(variance)) {
        inside = p;
      } else {
        outside = p;
      }
    }
    return (inside + outside) / 2;
  }

  private double fallen(double ratio) {
    return seeds > FEW_SEEDS ? StrictMath.pow(ratio, TAIL) : Math.sqrt(ratio);
  }

  private Interval interval(double low, double high) {
    return new Interval(value, low, high, prompts, seeds);
  }

  /**
   * Returns the two-sided p-value of the value 0; NaN if the error is unknown, also since nothing
   * varied, unless the value is 0 itself.
   */
  public double pValue() {
    if (varies()) {
      return student.pValue(value / error);
    }
    return error == 0 && value == 0 ? 1 : Double.NaN;
  }

  /** Returns the estimate of a difference taken the other way round. */
  Estimate negated() {
    return new Estimate(-value, error, student, share, prompts, seeds, clustered);
  }

  /** Returns false if nothing varied, so that no interval can be given. */
  public boolean varies() {
    return error > 0;
  }
}
