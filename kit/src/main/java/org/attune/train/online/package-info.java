/**
 * Training on responses that the policy samples during training.
 *
 * <p>Start with {@link org.attune.train.online.OnlineTraining}: it alternates between sampling,
 * scoring and learning. {@link org.attune.train.online.PolicyGradientTrainer} trains
 * policy-gradient methods such as PPO, {@link org.attune.train.online.OnPolicyTrainer} with the
 * loss of an offline method. This package depends on {@code train.loop} and {@code train.offline}.
 */
package org.attune.train.online;
