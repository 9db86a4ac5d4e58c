package org.attune.claims;

import java.util.List;
import java.util.Locale;
import org.attune.evaluate.Interval;

/** What our numbers say of a claim. */
public enum Verdict {
  /** The whole interval lies where the claim puts the number. */
  AGREES,
  /** The whole interval lies on the other side. */
  DISAGREES,
  /** The interval holds both, or there are fewer than two seeds to draw one from. */
  UNDECIDED;

  /** Judges the claim that a number is above a bound; one seed decides nothing. */
  public static Verdict above(Interval ours, double bound) {
    if (ours.seeds() < 2 || Double.isNaN(ours.low()) || Double.isNaN(ours.high())) {
      return UNDECIDED;
    }
    return ours.low() > bound ? AGREES : ours.high() < bound ? DISAGREES : UNDECIDED;
  }

  /** Judges a claim of several parts: it falls with one of them and stands only with all. */
  public static Verdict all(List<Verdict> parts) {
    if (parts.contains(DISAGREES)) {
      return DISAGREES;
    }
    return parts.isEmpty() || parts.contains(UNDECIDED) ? UNDECIDED : AGREES;
  }

  @Override
  public String toString() {
    return name().toLowerCase(Locale.ROOT);
  }
}
