package org.attune.evaluate;

import java.util.List;
import java.util.function.DoubleUnaryOperator;

/**
 * What a metric counts for each prompt; its value is g(Σ numerators / Σ denominators).
 *
 * <p>A mean has denominators of one. A perplexity has log-probabilities above and tokens below, and
 * g is exp(−x).
 *
 * @param above numerators, one a prompt
 * @param below denominators, one a prompt
 * @param transform g
 */
public record RatioSamples(List<Double> above, List<Double> below, DoubleUnaryOperator transform) {
  /** Copies both lists. */
  public RatioSamples {
    above = List.copyOf(above);
    below = List.copyOf(below);
  }

  /** Returns the tally of a plain mean. */
  public static RatioSamples mean(List<Double> values) {
    return new RatioSamples(
        values, values.stream().map(value -> 1.0).toList(), DoubleUnaryOperator.identity());
  }
}
