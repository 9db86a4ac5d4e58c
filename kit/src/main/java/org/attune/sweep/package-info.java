/**
 * What a sweep varies, the settings that result, and the folder of finished trials.
 *
 * <p>Start with {@link org.attune.sweep.SweepAxis}. This room knows {@code method}, {@code data}
 * and {@code util}.
 */
package org.attune.sweep;
