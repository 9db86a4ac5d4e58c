package org.attune.spark;

import com.sun.management.OperatingSystemMXBean;
import java.lang.management.ManagementFactory;
import java.util.List;
import java.util.Locale;
import org.attune.Dataset;
import org.attune.Policy;
import org.attune.cluster.Cluster;
import org.attune.cluster.ClusterTask;
import org.attune.sample.GenerationConfig;

/**
 * Measures how long the start of a session is waited for while a model is loaded and used for the
 * first time: {@code StartBench ADDRESS}; the address {@code local} is without Spark. Each line has
 * the seconds since the start of Java, and the processor time of this process.
 */
final class StartBench {
  private StartBench() {}

  /** Takes the address of a cluster. */
  public static void main(String[] arguments) {
    said("Java");
    try (Cluster cluster = Cluster.of(arguments[0])) {
      said("named");
      Policy policy = Policy.bundled();
      said("model loaded");
      policy.answers(Dataset.bundled("tune").take(20).prompts(), GenerationConfig.greedy());
      said("model used");
      cluster.slots();
      said("session there");
      List<ClusterTask<Integer>> pieces = List.of(() -> 3, () -> 4);
      cluster.run("start", pieces, (piece, result) -> {});
      said("first results");
    }
    said("closed");
  }

  private static void said(String what) {
    OperatingSystemMXBean system =
        (OperatingSystemMXBean) ManagementFactory.getOperatingSystemMXBean();
    System.out.printf(
        Locale.ROOT,
        "%s: %.2f s, %.2f s of processor time, %d classes, load %.1f%n",
        what,
        ManagementFactory.getRuntimeMXBean().getUptime() / 1e3,
        system.getProcessCpuTime() / 1e9,
        ManagementFactory.getClassLoadingMXBean().getLoadedClassCount(),
        system.getSystemLoadAverage());
  }
}
