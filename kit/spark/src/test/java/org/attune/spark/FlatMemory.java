package org.attune.spark;

import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.lang.management.MemoryPoolMXBean;
import java.lang.management.MemoryType;
import java.lang.management.MemoryUsage;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.RowFactory;
import org.apache.spark.sql.SparkSession;
import org.apache.spark.sql.types.DataTypes;
import org.apache.spark.sql.types.StructType;
import org.attune.Policy;
import org.attune.RewardModel;
import org.attune.cluster.Cluster;
import org.attune.data.Demonstration;
import org.attune.engine.JavaOptions;
import org.attune.engine.Workers;
import org.attune.reward.RankingLoss;
import org.attune.reward.Reward;

/**
 * Labels a Parquet file of many rows by a reward model, watches the memory, and compares the first
 * rewards of each file with those of this process: {@code java -Xmx1g … FlatMemory write 300000
 * FOLDER}, then {@code FlatMemory label linear FOLDER ADDRESS}, in a process of its own so that the
 * memory is that of labelling. Instead of linear, {@code network} labels by a reward network.
 * Without an address, a master and two workers of one core are started, and this process is the
 * driver alone.
 */
final class FlatMemory {
  private static final int PART = 20_000;

  private FlatMemory() {}

  /** Takes what to do. */
  public static void main(String[] arguments) throws Exception {
    if (arguments[0].equals("write")) {
      try (Cluster cluster = Cluster.of("local[2]")) {
        write(
            SparkData.session(cluster),
            Integer.parseInt(arguments[1]),
            source(Path.of(arguments[2])));
      }
    } else if (arguments.length == 4) {
      label(arguments[1], Path.of(arguments[2]), arguments[3]);
    } else {
      workers(arguments[1], arguments[2]);
    }
  }

  private static String source(Path folder) {
    return folder.resolve("responses.parquet").toString();
  }

  /** Labels on two workers. */
  private static void workers(String kind, String folder) throws Exception {
    Path scratch = Files.createTempDirectory("flat-memory");
    try (StandaloneCluster cluster = new StandaloneCluster(scratch)) {
      List<String> arguments = List.of("label", kind, folder, cluster.address());
      String[] light = JavaOptions.LIGHT.toArray(String[]::new);
      cluster.process("driver.txt", FlatMemory.class, arguments, light).waitFor();
      System.out.println(cluster.text("driver.txt"));
    }
  }

  private static void label(String kind, Path folder, String address) throws Exception {
    try (Cluster cluster = Cluster.of(address)) {
      org.attune.Dataset pairs = org.attune.Dataset.bundled();
      Reward reward =
          kind.equals("linear")
              ? RewardModel.linear(pairs.take(2000))
              : RewardModel.train(
                  Policy.bundled(),
                  pairs.take(16),
                  new RankingLoss(),
                  RewardModel.config().steps(2).batchSize(4).microBatch(4));
      SparkSession spark = SparkData.session(cluster);
      Thread watch = new Thread(FlatMemory::watch);
      watch.setDaemon(true);
      watch.start();
      long begun = System.nanoTime();
      String out = folder.resolve("labelled-" + kind + ".parquet").toString();
      SparkData.label(spark.read().parquet(source(folder)), reward).write().parquet(out);
      double seconds = (System.nanoTime() - begun) / 1e9;
      long count = spark.read().parquet(out).count();
      System.out.printf(
          Locale.ROOT,
          "%s on %s: %,d rows in %.0f s, %.0f rows/s, mean reward %s; at most %d MB of heap after a"
              + " collection, %s; load %.0f%n",
          kind,
          address,
          count,
          seconds,
          count / seconds,
          spark.read().parquet(out).selectExpr("avg(reward)").first().get(0),
          mostHeld,
          status("VmHWM"),
          ManagementFactory.getOperatingSystemMXBean().getSystemLoadAverage());
      for (String part : spark.read().parquet(out).inputFiles()) {
        compare(spark.read().parquet(part), reward, Path.of(URI.create(part)).getFileName());
      }
    }
  }

  /** Compares the first rows of a file, which were scored together, with those of this process. */
  private static void compare(Dataset<Row> file, Reward reward, Path name) {
    List<Row> first = file.takeAsList(LabelledPartition.BATCH);
    List<String> prompts = first.stream().map(row -> row.<String>getAs("prompt")).toList();
    List<String> responses = first.stream().map(row -> row.<String>getAs("response")).toList();
    List<Double> here = Workers.withThreads(1, () -> reward.scores(prompts, responses));
    List<Double> there = first.stream().map(row -> row.<Double>getAs("reward")).toList();
    System.out.printf(
        "%s: the first %d rewards are %sthose of this process%n",
        name, here.size(), here.equals(there) ? "" : "NOT ");
  }

  private static void write(SparkSession spark, int rows, String file) {
    StructType schema =
        new StructType()
            .add("id", DataTypes.LongType)
            .add("prompt", DataTypes.StringType)
            .add("response", DataTypes.StringType);
    List<Demonstration> texts = org.attune.Dataset.bundled().demonstrations();
    for (int from = 0; from < rows; from += PART) {
      List<Row> part = new ArrayList<>();
      for (int i = from; i < Math.min(rows, from + PART); i++) {
        Demonstration one = texts.get(i % texts.size());
        part.add(RowFactory.create((long) i, one.prompt(), one.response() + " " + i));
      }
      Dataset<Row> frame = spark.createDataFrame(part, schema);
      frame.coalesce(1).write().mode("append").parquet(file);
    }
  }

  private static volatile long mostHeld; // megabytes of heap after a collection

  private static void watch() {
    long begun = System.nanoTime();
    try {
      for (int second = 1; ; second++) {
        Thread.sleep(1000);
        mostHeld = Math.max(mostHeld, held());
        if (second % 10 == 0) {
          System.out.printf(
              Locale.ROOT,
              "%.0f s: %d MB of heap after the last collection, %s%n",
              (System.nanoTime() - begun) / 1e9,
              held(),
              status("VmRSS"));
        }
      }
    } catch (Exception end) {
      System.out.println(end);
    }
  }

  private static long held() {
    return ManagementFactory.getMemoryPoolMXBeans().stream()
            .filter(pool -> pool.getType() == MemoryType.HEAP)
            .map(MemoryPoolMXBean::getCollectionUsage)
            .mapToLong(MemoryUsage::getUsed)
            .sum()
        >> 20;
  }

  private static String status(String name) throws IOException {
    return Files.readAllLines(Path.of("/proc/self/status")).stream()
        .filter(line -> line.startsWith(name))
        .findFirst()
        .orElse("")
        .replaceAll("\\s+", " ");
  }
}
