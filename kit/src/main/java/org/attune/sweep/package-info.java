/**
 * The axes of a sweep, the resulting settings, and the folder of finished trials.
 *
 * <p>Start with {@link org.attune.sweep.SweepAxis}. This package depends on {@code method}, {@code
 * data} and {@code util}.
 */
package org.attune.sweep;
