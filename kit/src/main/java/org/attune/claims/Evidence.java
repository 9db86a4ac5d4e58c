package org.attune.claims;

import org.attune.evaluate.Estimate;
import org.attune.evaluate.Interval;
import org.attune.view.Numbers;

/**
 * One part of a claim: a measured number, and the bound that it should exceed.
 *
 * @param what the number in words, such as "FA − SFT"
 * @param ours the estimate over prompts and seeds
 * @param bound the bound that the claim says it exceeds
 * @param margin the smallest difference from the bound that matters; 0 if every difference does
 */
public record Evidence(String what, Estimate ours, double bound, double margin) {
  /** Returns evidence that a number exceeds a bound; every difference matters. */
  public static Evidence above(String what, Estimate ours, double bound) {
    return new Evidence(what, ours, bound, 0);
  }

  /**
   * Returns evidence that a difference of rewards exceeds 0; a difference within the margin does
   * not matter.
   */
  public static Evidence better(String what, Estimate ours, double margin) {
    return new Evidence(what, ours, 0, margin);
  }

  /** Returns the verdict on this part at an interval level. */
  Verdict verdict(double level) {
    return Verdict.above(ours, bound, margin, level);
  }

  /** Returns the number with its 95 % interval, its bound and its verdict as text. */
  String text(Verdict verdict) {
    Interval interval = ours.interval();
    return what
        + " = "
        + Numbers.interval(interval.value(), interval.low(), interval.high())
        + (bound == 0 ? "" : ", bound " + Numbers.text(bound))
        + (margin == 0 ? "" : ", margin " + Numbers.text(margin))
        + " ("
        + verdict
        + ")";
  }
}
