package org.attune.curve;

import org.attune.evaluate.Interval;
import org.attune.view.Numbers;

/**
 * The peak of a curve.
 *
 * @param group the group of the curve
 * @param value its height there; the maximum of noisy values is biased slightly upwards
 * @param kl the divergence at the peak, in nats
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
