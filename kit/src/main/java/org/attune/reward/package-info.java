/**
 * Rewards: any function of prompt and response, reward models, pairwise preference models, and the
 * normalisation of rewards.
 *
 * <p>Start with {@link org.attune.reward.Reward}. This package depends on {@code model}, {@code
 * engine}, {@code data} and {@code util}.
 */
package org.attune.reward;
