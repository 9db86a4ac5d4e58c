/**
 * Benchmarks of the kit's speed and memory use on this machine.
 *
 * <p>Start with {@link org.attune.bench.Bench}. It measures the packages below the public API.
 */
package org.attune.bench;
