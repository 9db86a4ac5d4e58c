package org.attune.spark;

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
import org.attune.engine.Workers;
import org.attune.reward.RankingLoss;
import org.attune.reward.Reward;

/**
 * Labels a Parquet file of many rows by a reward model, watches the memory, and compares the first
 * rewards of each file with those of this process: {@code java -Xmx1g … FlatMemory 300000 FOLDER
 * linear}; without the last word, a reward network labels.
 */
final class FlatMemory {
  private static final int PART = 20_000;

  private FlatMemory() {}

  /** Takes the number of rows, a new folder, and perhaps the kind of reward. */
  public static void main(String[] arguments) throws Exception {
    int rows = Integer.parseInt(arguments[0]);
    Path folder = Path.of(arguments[1]);
    try (Cluster cluster = Cluster.of("local[2]")) {
      SparkSession spark = SparkData.session(cluster);
      String file = folder.resolve("responses.parquet").toString();
      write(spark, rows, file);
      org.attune.Dataset pairs = org.attune.Dataset.bundled();
      Reward reward =
          arguments.length > 2
              ? RewardModel.linear(pairs.take(2000))
              : RewardModel.train(
                  Policy.bundled(),
                  pairs.take(16),
                  new RankingLoss(),
                  RewardModel.config().steps(2).batchSize(4).microBatch(4));
      Thread watch = new Thread(FlatMemory::watch);
      watch.setDaemon(true);
      watch.start();
      long begun = System.nanoTime();
      String out = folder.resolve("labelled.parquet").toString();
      SparkData.label(spark.read().parquet(file), reward).write().parquet(out);
      double seconds = (System.nanoTime() - begun) / 1e9;
      long count = spark.read().parquet(out).count();
      System.out.printf(
          Locale.ROOT,
          "%,d rows in %.0f s, %.0f rows/s, mean reward %s%n",
          count,
          seconds,
          count / seconds,
          spark.read().parquet(out).selectExpr("avg(reward)").first().get(0));
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

  private static void watch() {
    long begun = System.nanoTime();
    try {
      while (true) {
        Thread.sleep(10_000);
        String resident =
            Files.readAllLines(Path.of("/proc/self/status")).stream()
                .filter(line -> line.startsWith("VmRSS"))
                .findFirst()
                .orElse("");
        Runtime java = Runtime.getRuntime();
        System.out.printf(
            Locale.ROOT,
            "%.0f s: heap %d MB, %s%n",
            (System.nanoTime() - begun) / 1e9,
            (java.totalMemory() - java.freeMemory()) >> 20,
            resident.replaceAll("\\s+", " "));
      }
    } catch (Exception end) {
      System.out.println(end);
    }
  }
}
