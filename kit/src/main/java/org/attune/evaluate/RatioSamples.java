package org.attune.evaluate;

import java.util.List;
import java.util.function.DoubleUnaryOperator;

/**
 * What a metric counts for each answer; its value is g(Σ numerators / Σ denominators).
 *
 * <p>A mean has denominators of one. A perplexity has log-probabilities above and tokens below, and
 * g is exp(−x). A share, such as a win rate, has values between 0 and 1, and an interval that stays
 * there.
 *
 * @param above numerators, one an answer
 * @param below denominators, one an answer
 * @param transform g, which is monotone
 * @param share whether the ratio lies in [0, 1] by its nature
 */
public record RatioSamples(
    List<Double> above, List<Double> below, DoubleUnaryOperator transform, boolean share) {
  /** Copies both lists. */
  public RatioSamples {
    above = List.copyOf(above);
    below = List.copyOf(below);
  }

  /** Makes the tally of a ratio. */
  public RatioSamples(List<Double> above, List<Double> below, DoubleUnaryOperator transform) {
    this(above, below, transform, false);
  }

  /** Returns the tally of a plain mean. */
  public static RatioSamples mean(List<Double> values) {
    return new RatioSamples(values, ones(values), DoubleUnaryOperator.identity(), false);
  }

  /** Returns the tally of a share: the mean of values between 0 and 1. */
  public static RatioSamples share(List<Double> values) {
    return new RatioSamples(values, ones(values), DoubleUnaryOperator.identity(), true);
  }

  private static List<Double> ones(List<Double> values) {
    return values.stream().map(value -> 1.0).toList();
  }

  /** Returns this tally followed by another of the same metric. */
  RatioSamples and(RatioSamples other) {
    return new RatioSamples(
        joined(above, other.above), joined(below, other.below), transform, share);
  }

  private static List<Double> joined(List<Double> first, List<Double> second) {
    return java.util.stream.Stream.concat(first.stream(), second.stream()).toList();
  }
}
