/**
 * Training on given responses: policies with any offline method, reward models, preference models,
 * and pretraining.
 *
 * <p>Start with {@link org.attune.train.offline.PolicyTraining}, which encodes labelled responses
 * and groups them into examples; {@link org.attune.train.offline.PolicyObjective} turns some
 * examples into a loss. This package depends on {@code train.loop} and its dependencies, {@code
 * sample} and {@code reward}.
 */
package org.attune.train.offline;
