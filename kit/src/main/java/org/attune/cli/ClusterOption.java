package org.attune.cli;

import java.util.Optional;
import org.attune.Policy;
import org.attune.cluster.Cluster;
import org.attune.reward.Reward;
import picocli.CommandLine.Option;

/** Option for the cluster on which independent pieces of work run. */
final class ClusterOption implements AutoCloseable {
  @Option(
      names = "--cluster",
      paramLabel = "ADDRESS",
      description =
          "Run independent pieces on Apache Spark: local[2], spark://host:7077, k8s://https://host,"
              + " or yarn; the numbers stay the same (default: this process). Needs the module"
              + " attune-spark on the class path.")
  private String address;

  private Optional<Cluster> opened = Optional.empty();

  /** Returns the cluster, if one was named. A Spark session starts in the background. */
  Optional<Cluster> open() {
    if (address != null && opened.isEmpty()) {
      opened = Optional.of(Cluster.of(address));
    }
    return opened;
  }

  /** Returns a policy that samples on the cluster, if one was named. */
  Policy place(Policy policy) {
    return open().map(policy::on).orElse(policy);
  }

  /** Returns a reward that is computed on the cluster, if one was named. */
  Reward place(Reward reward) {
    return open().map(reward::on).orElse(reward);
  }

  /** Stops the session that was started. */
  @Override
  public void close() {
    opened.ifPresent(Cluster::close);
    opened = Optional.empty();
  }
}
