/**
 * Decoding with a key-value cache, and the sources of responses.
 *
 * <p>Start with {@link org.attune.sample.ResponseSampler}, which lists every source of responses
 * (top-p, beams, best of n, rejection), and {@link org.attune.sample.Generator}, which all of them
 * call. This package depends on {@code model}, {@code engine}, {@code data} and {@code util}.
 */
package org.attune.sample;
