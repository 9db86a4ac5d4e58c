/**
 * Over-optimisation curves: reward against distance from the start.
 *
 * <p>Start with {@link org.attune.curve.OverOptimisation}. This application depends on the public
 * API {@code org.attune} and the packages below it.
 */
package org.attune.curve;
