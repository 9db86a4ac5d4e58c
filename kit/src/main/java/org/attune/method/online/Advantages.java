package org.attune.method.online;

import java.util.Arrays;

/**
 * The advantages and returns of the tokens of one response.
 *
 * @param advantages the advantage of each token
 * @param returns the critic's targets; empty for methods without a critic
 */
public record Advantages(double[] advantages, double[] returns) {
  /** Gives every token of a response the same advantage. */
  static Advantages even(int tokens, double advantage) {
    double[] advantages = new double[tokens];
    Arrays.fill(advantages, advantage);
    return new Advantages(advantages, new double[0]);
  }
}
