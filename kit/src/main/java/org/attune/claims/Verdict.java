package org.attune.claims;

import java.util.Locale;
import org.attune.evaluate.Estimate;
import org.attune.evaluate.Interval;

/** The verdict on a claim. */
public enum Verdict {
  /** The whole interval lies on the side of the claim. */
  AGREES,
  /** The whole interval lies on the other side. */
  DISAGREES,
  /** The whole interval lies within the margin fixed in advance: too little to matter. */
  NO_DIFFERENCE_THAT_MATTERS,
  /** The interval covers several of these outcomes, or there is only one seed or no variation. */
  UNDECIDED,
  /** A gate failed: the claim's setting was not reached, so the claim was not tested. */
  NOT_REACHED;

  /**
   * Judges the claim that a number is above a bound.
   *
   * <p>One seed decides nothing, nor does a number that is the same for every seed and prompt:
   * without variation there is no interval.
   *
   * @param ours the number
   * @param bound the bound that it should exceed
   * @param margin the smallest difference from the bound that matters; 0 if every difference does
   * @param level the level of the two-sided interval, such as 0.95
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

  /** Returns whether the verdict is final, so that more seeds cannot change it. */
  public boolean decided() {
    return this == AGREES || this == DISAGREES || this == NO_DIFFERENCE_THAT_MATTERS;
  }

  @Override
  public String toString() {
    return name().toLowerCase(Locale.ROOT).replace('_', ' ');
  }
}
