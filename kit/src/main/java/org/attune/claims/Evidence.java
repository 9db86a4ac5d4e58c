package org.attune.claims;

import org.attune.evaluate.Estimate;
import org.attune.evaluate.Interval;
import org.attune.view.Numbers;

/**
 * One part of a claim: a number, and the bound that the claim puts it above.
 *
 * @param what the number in words, such as "FA − SFT"
 * @param ours the number, as an estimate over prompts and seeds
 * @param bound what the claim says it exceeds
 * @param margin how far from the bound a difference matters; 0 where every difference does
 */
public record Evidence(String what, Estimate ours, double bound, double margin) {
  /** Puts a number above a bound, every difference from which matters. */
  public static Evidence above(String what, Estimate ours, double bound) {
    return new Evidence(what, ours, bound, 0);
  }

  /** Puts a difference of rewards above 0; one within the margin does not matter. */
  public static Evidence better(String what, Estimate ours, double margin) {
    return new Evidence(what, ours, 0, margin);
  }

  /** Judges this part by an interval of a level. */
  Verdict verdict(double level) {
    return Verdict.above(ours, bound, margin, level);
  }

  /** Returns the number with its 95 % interval, its bound, and what follows. */
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
