/**
 * Methods that learn from given responses: one record of hyper-parameters and one loss per file.
 *
 * <p>Start with {@link org.attune.method.Dpo}, then {@link org.attune.method.Method} (what a method
 * must say) and {@link org.attune.method.LossBatch} (what a loss sees). Online methods are in
 * {@link org.attune.method.online}. This package depends on {@code sample}, {@code reward}, {@code
 * model}, {@code engine}, {@code data} and {@code util}.
 */
package org.attune.method;
