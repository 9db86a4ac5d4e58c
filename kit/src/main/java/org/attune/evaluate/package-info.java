/**
 * Metrics with confidence intervals.
 *
 * <p>Start with {@link org.attune.evaluate.Metric} and {@link org.attune.evaluate.Evaluator}. This
 * package depends on {@code sample}, {@code reward}, {@code model}, {@code engine}, {@code data}
 * and {@code util}.
 */
package org.attune.evaluate;
