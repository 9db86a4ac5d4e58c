package org.attune;

import org.attune.cluster.Cluster;

/** Makes the address {@code bytes} stand for {@link ByBytes}. */
public final class ByBytesProvider implements Cluster.Provider {
  @Override
  public boolean accepts(String address) {
    return address.equals("bytes");
  }

  @Override
  public Cluster open(String address) {
    return new ByBytes();
  }
}
