package org.attune.curve;

import org.attune.evaluate.Interval;
import org.attune.view.Numbers;

/**
 * Where a curve is highest.
 *
 * @param group whose curve
 * @param value its height there; the highest of noisy values is a little too high
 * @param kl the divergence at which it is reached, in nats
 * @param end its height at the largest divergence
 */
public record CurvePeak(String group, Interval value, Interval kl, Interval end) {
  @Override
  public String toString() {
    return group + ": " + text(value) + " at KL " + text(kl) + ", then " + text(end);
  }

  private static String text(Interval interval) {
    return Numbers.interval(interval.value(), interval.low(), interval.high());
  }
}
