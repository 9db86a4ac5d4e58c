package org.attune;

import org.attune.cluster.Cluster;
import org.attune.cluster.ClusterProvider;

/** Makes the address {@code bytes} stand for {@link ByBytes}. */
public final class ByBytesProvider implements ClusterProvider {
  @Override
  public boolean accepts(String address) {
    return address.equals("bytes");
  }

  @Override
  public Cluster open(String address) {
    return new ByBytes();
  }
}
