package org.attune.evaluate;

import java.util.List;
import java.util.function.DoubleUnaryOperator;

/**
 * The samples of a metric for each answer; its value is g(Σ numerators / Σ denominators).
 *
 * <p>A mean has denominators of one. A perplexity has log-probabilities as numerators, tokens as
 * denominators, and g = exp(−x). A proportion, such as a win rate, has values and an interval
 * within [0, 1].
 *
 * @param above numerators, one per answer
 * @param below denominators, one per answer
 * @param transform g, which is monotone
 * @param share whether the ratio is a proportion in [0, 1]
 */
public record RatioSamples(
    List<Double> above, List<Double> below, DoubleUnaryOperator transform, boolean share) {
  /** Copies both lists. */
  public RatioSamples {
    above = List.copyOf(above);
    below = List.copyOf(below);
  }

  /** Creates the samples of a ratio. */
  public RatioSamples(List<Double> above, List<Double> below, DoubleUnaryOperator transform) {
    this(above, below, transform, false);
  }

  /** Returns the samples of a mean. */
  public static RatioSamples mean(List<Double> values) {
    return new RatioSamples(values, ones(values), DoubleUnaryOperator.identity(), false);
  }

  /** Returns the samples of a proportion: the mean of values between 0 and 1. */
  public static RatioSamples share(List<Double> values) {
    return new RatioSamples(values, ones(values), DoubleUnaryOperator.identity(), true);
  }

  private static List<Double> ones(List<Double> values) {
    return values.stream().map(value -> 1.0).toList();
  }

  /** Returns these samples followed by others of the same metric. */
  RatioSamples and(RatioSamples other) {
    return new RatioSamples(
        joined(above, other.above), joined(below, other.below), transform, share);
  }

  private static List<Double> joined(List<Double> first, List<Double> second) {
    return java.util.stream.Stream.concat(first.stream(), second.stream()).toList();
  }
}
