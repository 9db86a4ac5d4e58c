package org.attune.evaluate;

import java.util.SplittableRandom;
import java.util.function.Function;

/**
 * How often intervals hold the truth.
 *
 * @param share of simulations whose interval holds it
 * @param width mean width of the intervals
 */
public record Coverage(double share, double width) {
  /** Simulates; each interval is made from a random stream of its own. */
  public static Coverage of(
      int simulations, long seed, double truth, Function<SplittableRandom, Interval> interval) {
    SplittableRandom random = new SplittableRandom(seed);
    int held = 0;
    double width = 0;
    for (int i = 0; i < simulations; i++) {
      Interval one = interval.apply(random.split());
      held += one.low() <= truth && truth <= one.high() ? 1 : 0;
      width += (one.high() - one.low()) / simulations;
    }
    return new Coverage(held / (double) simulations, width);
  }
}
