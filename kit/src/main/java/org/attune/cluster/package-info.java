/**
 * Where independent pieces of work run: on the processors of this machine, or on an existing
 * cluster.
 *
 * <p>Start with {@link org.attune.cluster.Cluster}. A {@link org.attune.cluster.SerializedTasks}
 * turns pieces into bytes, with the models and notebook classes that they use. This package depends
 * on {@code engine} and {@code util} only; an implementation for a cluster is found by {@link
 * java.util.ServiceLoader}.
 */
package org.attune.cluster;
