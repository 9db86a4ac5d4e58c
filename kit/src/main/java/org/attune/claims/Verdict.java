package org.attune.claims;

import java.util.Locale;
import org.attune.evaluate.Estimate;
import org.attune.evaluate.Interval;

/** What our numbers say of a claim. */
public enum Verdict {
  /** The whole interval lies where the claim puts the number. */
  AGREES,
  /** The whole interval lies on the other side. */
  DISAGREES,
  /** The whole interval lies within the margin that was fixed before: too little to matter. */
  NO_DIFFERENCE_THAT_MATTERS,
  /** The interval holds several of these, or one seed, or a constant, tells nothing of others. */
  UNDECIDED,
  /** A gate failed: the setting that the claim speaks of was not met, so it was not tested. */
  NOT_REACHED;

  /**
   * Judges the claim that a number is above a bound.
   *
   * <p>One seed decides nothing, and neither does a number that was the same in every seed and for
   * every prompt: of what has not varied no interval knows how it might.
   *
   * @param ours the number
   * @param bound what it should exceed
   * @param margin how far from the bound a difference matters; 0 where every difference does
   * @param level of the two-sided interval, such as 0.95
   */
  public static Verdict above(Estimate ours, double bound, double margin, double level) {
    Interval interval = ours.interval(level);
    if (ours.seeds() < 2
        || !ours.varies()
        || Double.isNaN(interval.low())
        || Double.isNaN(interval.high())) {
      return UNDECIDED;
    }
    if (interval.low() > bound - margin && interval.high() < bound + margin) {
      return NO_DIFFERENCE_THAT_MATTERS;
    }
    return interval.low() > bound ? AGREES : interval.high() < bound ? DISAGREES : UNDECIDED;
  }

  /** Returns whether more seeds could not change it. */
  public boolean decided() {
    return this == AGREES || this == DISAGREES || this == NO_DIFFERENCE_THAT_MATTERS;
  }

  @Override
  public String toString() {
    return name().toLowerCase(Locale.ROOT).replace('_', ' ');
  }
}
