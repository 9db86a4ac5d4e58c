/**
 * Runs pieces of work on Apache Spark.
 *
 * <p>Start with {@link org.attune.spark.SparkCluster}. This module is optional: {@code
 * Cluster.of("spark://…")} finds it when it is on the class path.
 */
package org.attune.spark;
