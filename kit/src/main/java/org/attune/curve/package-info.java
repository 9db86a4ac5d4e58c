/**
 * Over-optimisation curves: reward against distance from the start.
 *
 * <p>Start with {@link org.attune.curve.OverOptimisation}. This application of the library knows
 * the front door {@code org.attune} and everything below it.
 */
package org.attune.curve;
