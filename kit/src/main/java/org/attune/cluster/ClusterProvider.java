package org.attune.cluster;

/** Opens clusters of one kind; found by {@link java.util.ServiceLoader}. */
public interface ClusterProvider {
  /** Returns whether this provider knows the kind of address. */
  boolean accepts(String address);

  /** Opens the cluster at an address. */
  Cluster open(String address);
}
