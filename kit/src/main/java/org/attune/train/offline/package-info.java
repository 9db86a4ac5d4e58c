/**
 * Training on responses that are there: policies by any offline method, reward models, preference
 * models, and pretraining.
 *
 * <p>Start with {@link org.attune.train.offline.PolicyTraining}, which encodes labelled responses
 * and groups them into examples; {@link org.attune.train.offline.PolicyTask} turns some examples
 * into a loss. This room knows {@code train.loop} and what that knows, {@code sample} and {@code
 * reward}.
 */
package org.attune.train.offline;
