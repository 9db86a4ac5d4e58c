/**
 * A small OpenAI-compatible server of a policy.
 *
 * <p>Start with {@link org.attune.serve.PolicyServer}. This package sits on top of the root
 * package.
 */
package org.attune.serve;
