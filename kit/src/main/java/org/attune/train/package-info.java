/**
 * Training: the one optimiser loop, checkpoints, and the online loop.
 *
 * <p>Start with {@link org.attune.train.PolicyTraining}, which trains a policy by any offline
 * method; {@link org.attune.train.OnlineTraining} samples, scores and learns in turns. This room
 * knows {@code method}, {@code sample}, {@code reward}, {@code model}, {@code engine}, {@code data}
 * and {@code util}.
 */
package org.attune.train;
