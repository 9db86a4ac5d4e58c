/**
 * Training on responses that the policy samples while it learns.
 *
 * <p>Start with {@link org.attune.train.online.OnlineTraining}: it samples, scores and learns in
 * turns. {@link org.attune.train.online.PolicyGradientTrainer} learns like PPO, {@link
 * org.attune.train.online.OnPolicyTrainer} by the loss of an offline method. This room knows {@code
 * train.loop} and {@code train.offline}.
 */
package org.attune.train.online;
