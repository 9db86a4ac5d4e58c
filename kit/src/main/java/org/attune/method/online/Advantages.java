package org.attune.method.online;

import java.util.Arrays;

/**
 * What each token of one response is credited with.
 *
 * @param advantages how much better the token did than expected
 * @param returns what the critic should have said; empty for methods without a critic
 */
public record Advantages(double[] advantages, double[] returns) {
  /** Credits every token of a response alike. */
  static Advantages even(int tokens, double advantage) {
    double[] advantages = new double[tokens];
    Arrays.fill(advantages, advantage);
    return new Advantages(advantages, new double[0]);
  }
}
