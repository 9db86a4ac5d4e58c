package org.attune.spark;

import java.io.IOException;
import java.nio.file.Files;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.attune.Align;
import org.attune.Dataset;
import org.attune.Evaluate;
import org.attune.Golden;
import org.attune.Policy;
import org.attune.RewardModel;
import org.attune.Sweep;
import org.attune.cluster.Cluster;
import org.attune.cluster.ClusterTask;
import org.attune.method.Rwr;
import org.attune.reward.RankingLoss;
import org.attune.reward.Reward;
import org.attune.sample.GenerationConfig;
import org.attune.sample.ResponseSampler;
import org.attune.sample.SampleCache;

/**
 * Measures what a cluster adds to a piece of work. Without arguments it compares two threads of one
 * worker ({@code local[2]}) with two workers of one thread each (a standalone master).
 */
final class SparkBench {
  private SparkBench() {}

  /** Takes an address, or nothing. */
  public static void main(String[] arguments) throws IOException, InterruptedException {
    if (arguments.length == 1) {
      measure(arguments[0]);
      return;
    }
    try (StandaloneCluster cluster =
        new StandaloneCluster(Files.createTempDirectory("spark-bench"))) {
      for (String address : List.of("local[2]", cluster.address())) {
        String output = "bench-" + address.length() + ".txt";
        Process bench = cluster.process(output, SparkBench.class, address);
        cluster.await(bench, output);
        System.out.println(cluster.text(output));
      }
    }
  }

  private static void measure(String address) {
    long begun = System.nanoTime();
    try (Cluster cluster = Cluster.of(address)) {
      System.out.printf(Locale.ROOT, "== %s%n", address);
      run(cluster, 4, 0);
      System.out.printf(Locale.ROOT, "first result after %.1f s%n", seconds(begun));
      overhead(cluster, 400, 0);
      overhead(cluster, 40, 200);
      overhead(cluster, 10, 2000);
      jobs(cluster);
    }
  }

  private static double seconds(long begun) {
    return (System.nanoTime() - begun) / 1e9;
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

  private static void overhead(Cluster cluster, int pieces, int milliseconds) {
    double here = run(Cluster.local(2), pieces, milliseconds);
    double there = run(cluster, pieces, milliseconds);
    System.out.printf(
        Locale.ROOT,
        "%d pieces of %d ms: %.2f s in this process, %.2f s there, overhead %.1f ms per piece,"
            + " %.1f %%%n",
        pieces,
        milliseconds,
        here,
        there,
        1000 * 2 * (there - here) / pieces,
        100 * (there - here) / here);
  }

  private static void jobs(Cluster cluster) {
    Policy policy = Policy.bundled();
    Dataset data = Dataset.bundled().take(1024);
    Reward reward =
        RewardModel.train(
            policy,
            data.take(16),
            new RankingLoss(),
            RewardModel.config().steps(2).batchSize(4).microBatch(4));
    Sweep<Rwr> sweep = Sweep.of(Align.rwr().steps(40)).vary(Rwr::beta, 0.5, 1, 5, 20).seeds(1, 2);
    for (Cluster place : List.of(Cluster.local(2), cluster, cluster)) {
      long begun = System.nanoTime();
      data.rewardLabel(reward.on(place));
      double label = seconds(begun);
      begun = System.nanoTime();
      Dataset.bundled("tune")
          .take(256)
          .generate(
              ResponseSampler.topP(4, 1, 1).maxTokens(40).seed(3),
              policy.on(place),
              SampleCache.none());
      double sample = seconds(begun);
      begun = System.nanoTime();
      sweep
          .on(place)
          .decoding(GenerationConfig.temperature(1).maxTokens(40))
          .run(
              Dataset.bundled().take(400).rewardLabel(Golden.reward()),
              policy,
              Dataset.bundled("tune").take(32),
              Evaluate.meanReward(Golden.reward()));
      System.out.printf(
          Locale.ROOT,
          "label 2,048 texts %.1f s, sample 1,024 answers %.1f s, sweep of 8 trainings %.1f s:"
              + " %s%n",
          label,
          sample,
          seconds(begun),
          place);
    }
  }
}
