package org.attune.spark;

import java.util.regex.Pattern;
import org.attune.cluster.Cluster;

/** Opens Spark clusters by their master address. */
public final class SparkProvider implements Cluster.Provider {
  private static final Pattern MASTER =
      Pattern.compile("local\\[(\\d+|\\*)\\]|spark://.+|k8s://.+|yarn");

  @Override
  public boolean accepts(String address) {
    return MASTER.matcher(address).matches();
  }

  @Override
  public Cluster open(String address) {
    return SparkCluster.open(address);
  }
}
