package org.attune.spark;

import com.sun.management.OperatingSystemMXBean;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.file.Files;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.attune.Align;
import org.attune.Dataset;
import org.attune.Evaluate;
import org.attune.Golden;
import org.attune.Policy;
import org.attune.RewardModel;
import org.attune.Sweep;
import org.attune.cluster.Cluster;
import org.attune.cluster.ClusterTask;
import org.attune.engine.JavaOptions;
import org.attune.method.Rwr;
import org.attune.reward.RankingLoss;
import org.attune.reward.Reward;
import org.attune.sample.GenerationConfig;
import org.attune.sample.ResponseSampler;
import org.attune.sample.SampleCache;

/**
 * Measures what a cluster adds to a piece of work: {@code SparkBench WHAT}, or {@code SparkBench
 * WHAT ADDRESS} for one cluster. WHAT is pieces, for pieces that only wait, or jobs, for real ones.
 * Without an address it compares two threads of the driver ({@code local[2]}), two workers of one
 * core each and one worker of two cores. On a shared machine single times mean little: places take
 * turns, and medians of three rounds are printed.
 */
final class SparkBench {
  private static final int ROUNDS = 3;

  private SparkBench() {}

  /** Takes what to measure, and an address or nothing. */
  public static void main(String[] arguments) throws IOException, InterruptedException {
    if (arguments.length == 2) {
      measure(arguments[0], arguments[1]);
      return;
    }
    for (int[] cores : new int[][] {{}, {1, 1}, {2}}) {
      try (StandaloneCluster cluster =
          new StandaloneCluster(Files.createTempDirectory("spark-bench"), cores)) {
        String address = cores.length == 0 ? "local[2]" : cluster.address();
        List<String> own = List.of(arguments[0], address);
        String[] light = JavaOptions.LIGHT.toArray(String[]::new);
        cluster.process("bench.txt", SparkBench.class, own, light).waitFor();
        System.out.println("workers' cores " + Arrays.toString(cores));
        System.out.println(cluster.text("bench.txt"));
      }
    }
  }

  private static void measure(String what, String address) {
    try (Cluster cluster = Cluster.of(address)) {
      run(cluster, 8, 1000);
      System.out.printf(
          Locale.ROOT,
          "== %s, load %.1f%n",
          address,
          ManagementFactory.getOperatingSystemMXBean().getSystemLoadAverage());
      if (what.equals("jobs")) {
        jobs(cluster, Policy.bundled());
        return;
      }
      TaskTimes times = TaskTimes.of(cluster);
      for (int[] heap : new int[][] {{100, 0}, {40, 200}, {10, 2000}}) {
        overhead(cluster, heap[0], heap[1]);
        System.out.println("  " + times.medians());
      }
    }
  }

  private static double seconds(long begun) {
    return (System.nanoTime() - begun) / 1e9;
  }

  /** Returns the processor time of this process. */
  private static double used() {
    return ((OperatingSystemMXBean) ManagementFactory.getOperatingSystemMXBean())
            .getProcessCpuTime()
        / 1e9;
  }

  private static double run(Cluster cluster, int pieces, int milliseconds) {
    List<ClusterTask<Integer>> all = new ArrayList<>();
    for (int i = 0; i < pieces; i++) {
      int piece = i;
      all.add(
          () -> {
            sleep(milliseconds);
            return piece;
          });
    }
    long begun = System.nanoTime();
    cluster.run("bench", all, (piece, result) -> {});
    return seconds(begun);
  }

  private static void sleep(int milliseconds) {
    try {
      Thread.sleep(milliseconds);
    } catch (InterruptedException stop) {
      throw new IllegalStateException(stop);
    }
  }

  private static double median(List<Double> values) {
    return values.stream().sorted().skip(values.size() / 2).findFirst().orElseThrow();
  }

  private static void overhead(Cluster cluster, int pieces, int milliseconds) {
    List<Double> here = new ArrayList<>();
    List<Double> there = new ArrayList<>();
    double driver = 0;
    for (int round = 0; round < ROUNDS; round++) {
      here.add(run(Cluster.local(2), pieces, milliseconds));
      double before = used();
      there.add(run(cluster, pieces, milliseconds));
      driver += used() - before;
    }
    double more = median(there) - median(here);
    System.out.printf(
        Locale.ROOT,
        "%d pieces of %d ms: %.2f s in this process, %.2f s there; overhead %.1f ms per piece, %.1f"
            + " %%; %.1f ms of the driver's processor time per piece%n",
        pieces,
        milliseconds,
        median(here),
        median(there),
        1000 * 2 * more / pieces,
        100 * more / median(here),
        1000 * driver / ROUNDS / pieces);
  }

  private static void jobs(Cluster cluster, Policy policy) {
    Map<String, List<Double>> times = new LinkedHashMap<>();
    Dataset data = Dataset.bundled().take(1024);
    Reward reward =
        RewardModel.train(
            policy,
            data.take(16),
            new RankingLoss(),
            RewardModel.config().steps(2).batchSize(4).microBatch(4));
    for (int round = 0; round < ROUNDS; round++) {
      for (Cluster place : List.of(Cluster.local(2), cluster)) {
        String where = place == cluster ? "there" : "here";
        timed(times, "label 2,048 texts " + where, () -> data.rewardLabel(reward.on(place)));
        timed(times, "sample 1,024 answers " + where, () -> sample(policy.on(place)));
        timed(times, "sweep of 8 trainings " + where, () -> sweep(place, policy));
      }
    }
    times.forEach(
        (what, all) ->
            System.out.printf(Locale.ROOT, "%s: median %.1f s of %s%n", what, median(all), all));
  }

  private static void timed(Map<String, List<Double>> times, String what, Runnable job) {
    long begun = System.nanoTime();
    job.run();
    times
        .computeIfAbsent(what, name -> new ArrayList<>())
        .add(Math.round(10 * seconds(begun)) / 10.0);
  }

  private static void sample(Policy policy) {
    Dataset.bundled("tune")
        .take(256)
        .generate(ResponseSampler.topP(4, 1, 1).maxTokens(40).seed(3), policy, SampleCache.none());
  }

  private static void sweep(Cluster place, Policy policy) {
    Sweep.of(Align.rwr().steps(40))
        .vary(Rwr::beta, 0.5, 1, 5, 20)
        .seeds(1, 2)
        .on(place)
        .decoding(GenerationConfig.temperature(1).maxTokens(40))
        .run(
            Dataset.bundled().take(400).rewardLabel(Golden.reward()),
            policy,
            Dataset.bundled("tune").take(32),
            Evaluate.meanReward(Golden.reward()));
  }
}
