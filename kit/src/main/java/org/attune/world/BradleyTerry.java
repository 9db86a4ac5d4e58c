package org.attune.world;

import java.util.Collection;
import org.attune.data.Pair;
import org.attune.util.InvalidInputException;

/**
 * The noisy judge of the world: given two answers with golden rewards g₁ and g₂, it prefers the
 * first with probability σ((g₁ − g₂) / τ).
 *
 * <p>A judge who knew the golden rewards would agree with the label with probability max(p, 1 − p);
 * the mean of that over a set of pairs is the Bayes limit, which no reward model can exceed in
 * expectation.
 *
 * @param golden the reward behind the judge's preferences
 * @param temperature τ: at 0.5 the judge hardly errs, at 5 it is almost random
 */
public record BradleyTerry(GoldenReward golden, double temperature) {
  /** Checks the temperature. */
  public BradleyTerry {
    InvalidInputException.unless(
        temperature > 0, "The temperature must be positive, got %s.", temperature);
  }

  /** Returns the probability that the first answer is preferred. */
  public double firstWins(String prompt, String first, String second) {
    double gap = golden.score(prompt, first) - golden.score(prompt, second);
    return 1 / (1 + Math.exp(-gap / temperature));
  }

  /** Returns the best expected agreement with the labels of these pairs. */
  public double bayesLimit(Collection<Pair> pairs) {
    return pairs.stream()
        .mapToDouble(p -> firstWins(p.prompt(), p.chosen(), p.rejected()))
        .map(p -> Math.max(p, 1 - p))
        .average()
        .orElse(Double.NaN);
  }

  /** Draws a label. */
  Pair label(String prompt, String first, String second, SplitMixRandom dice) {
    boolean firstWon = dice.uniform() < firstWins(prompt, first, second);
    return firstWon ? new Pair(prompt, first, second) : new Pair(prompt, second, first);
  }
}
