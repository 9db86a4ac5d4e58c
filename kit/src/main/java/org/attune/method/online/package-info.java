/**
 * Online methods, which learn from responses that the policy samples during training.
 *
 * <p>Start with {@link org.attune.method.online.Ppo}; {@link
 * org.attune.method.online.PolicyGradient} is what the methods without a critic share. This package
 * depends on {@code method} and on what lies below it; rollouts are collected in {@code
 * train.online}, which knows this package.
 */
package org.attune.method.online;
