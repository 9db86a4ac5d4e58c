/**
 * Online methods, which learn from responses that the policy samples during training.
 *
 * <p>Start with {@link org.attune.method.online.Ppo}; {@link
 * org.attune.method.online.PolicyGradient} is what the methods without a critic share.
 */
package org.attune.method.online;
