/**
 * Rewards: any function of prompt and response, reward models, pairwise preference models, and how
 * rewards are normalised.
 *
 * <p>Start with {@link org.attune.reward.Reward}. This room knows {@code model}, {@code engine},
 * {@code data} and {@code util}.
 */
package org.attune.reward;
