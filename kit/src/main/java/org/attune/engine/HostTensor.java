package org.attune.engine;

/**
 * One tensor on Java's heap.
 *
 * @param shape its sizes
 * @param values its values in row-major order
 */
public record HostTensor(long[] shape, float[] values) {}
