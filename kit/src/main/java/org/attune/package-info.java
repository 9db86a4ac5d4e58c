/**
 * The public API: the classes that a notebook imports.
 *
 * <pre>
 * Dataset → rewardLabel(reward) → align(method) → evaluate(metrics)
 * </pre>
 *
 * <p>Start with {@link org.attune.Dataset}; {@link org.attune.Align} lists the methods and {@link
 * org.attune.Evaluate} the metrics. It depends on every package of the library ({@code util} to
 * {@code evaluate}, and {@code world} for the bundled data) and on none of the applications ({@code
 * curve}, {@code claims}, {@code bench}, {@code notebook}, {@code cli}).
 */
package org.attune;
