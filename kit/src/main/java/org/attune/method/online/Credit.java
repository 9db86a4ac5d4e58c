package org.attune.method.online;

import java.util.Arrays;

/**
 * What each token of one response is credited with.
 *
 * @param advantages how much better the token did than expected
 * @param returns what the critic should have said; empty for methods without a critic
 */
public record Credit(double[] advantages, double[] returns) {
  /** Credits every token of a response alike. */
  static Credit even(int tokens, double advantage) {
    double[] advantages = new double[tokens];
    Arrays.fill(advantages, advantage);
    return new Credit(advantages, new double[0]);
  }
}
