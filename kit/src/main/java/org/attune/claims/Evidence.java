package org.attune.claims;

import org.attune.evaluate.Interval;
import org.attune.view.Numbers;

/**
 * One part of a claim: a number, the bound that the claim puts it above, and the verdict.
 *
 * @param what the number in words, such as "FA − SFT"
 * @param ours the number with its interval over seeds
 * @param bound what the claim says it exceeds
 * @param verdict what follows
 */
public record Evidence(String what, Interval ours, double bound, Verdict verdict) {
  /** Judges that a number is above a bound. */
  public static Evidence above(String what, Interval ours, double bound) {
    return new Evidence(what, ours, bound, Verdict.above(ours, bound));
  }

  @Override
  public String toString() {
    return what
        + " = "
        + Numbers.interval(ours.value(), ours.low(), ours.high())
        + (bound == 0 ? "" : ", bound " + Numbers.text(bound))
        + " ("
        + verdict
        + ")";
  }
}
