package org.attune.spark;

import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.atomic.AtomicInteger;
import org.apache.spark.scheduler.SparkListener;
import org.apache.spark.scheduler.SparkListenerStageSubmitted;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;
import org.apache.spark.sql.functions;
import org.attune.Align;
import org.attune.Dataset;
import org.attune.Evaluate;
import org.attune.Golden;
import org.attune.Policy;
import org.attune.Sweep;
import org.attune.cli.SameCommands;
import org.attune.cluster.Cluster;
import org.attune.cluster.ClusterTask;
import org.attune.engine.WorkerDevice;
import org.attune.method.Rwr;
import org.attune.reward.Reward;
import org.attune.sample.GenerationConfig;
import org.attune.sample.ResponseSampler;
import org.attune.sample.SampleCache;
import org.attune.util.InvalidInputException;

/** A driver in a process of its own, which can be killed or whose workers are disturbed. */
final class ClusterDriver {
  private static final int MOST_TRIES = 20;

  private ClusterDriver() {}

  /** Takes the master's address, what to do, and a folder. */
  public static void main(String[] arguments) throws IOException {
    Path folder = Path.of(arguments[2]);
    try (Cluster cluster = Cluster.of(arguments[0])) {
      System.out.println("begin");
      switch (arguments[1]) {
        case "label" -> label(cluster);
        case "slow" -> slow(cluster, folder);
        case "sweep" -> sweep(cluster, folder);
        case "device" -> device(cluster);
        case "shuffle" -> shuffle(cluster, folder);
        default -> new SameCommands(arguments[0], folder).all();
      }
    }
    System.out.println("all equal");
  }

  private static void label(Cluster cluster) {
    Dataset data = Dataset.bundled().take(900);
    Reward reward = RewardOfLength::score;
    List<String> prompts = data.prompts();
    List<String> responses = data.pairs().stream().map(pair -> pair.chosen()).toList();
    List<Double> there = reward.on(cluster).scores(prompts, responses);
    require(responses.stream().map(r -> (double) r.length()).toList().equals(there), "labels");
  }

  /** Labels a frame after a shuffle, whose files a killed worker takes with it. */
  private static void shuffle(Cluster cluster, Path folder) {
    SparkSession spark = SparkData.session(cluster);
    AtomicInteger repeated = new AtomicInteger();
    spark
        .sparkContext()
        .addSparkListener(
            new SparkListener() {
              @Override
              public void onStageSubmitted(SparkListenerStageSubmitted stage) {
                repeated.addAndGet(Math.min(1, stage.stageInfo().attemptNumber()));
              }
            });
    String mark = folder.resolve("labelling").toString();
    Reward reward =
        (prompt, response) -> {
          new File(mark).mkdir();
          return RewardOfLength.score(prompt, response);
        };
    org.apache.spark.sql.Dataset<Row> frame =
        SparkData.rows(Dataset.bundled().take(150).rewardLabel(Golden.reward()), spark)
            .withColumnRenamed("reward", "golden")
            .repartition(4, functions.col("prompt"));
    List<Row> rows =
        SparkData.label(frame, reward).select("prompt", "response", "reward").collectAsList();
    require(rows.size() == 300, rows.size() + " rows");
    for (Row row : rows) {
      require(row.getDouble(2) == row.getString(1).length(), row.toString());
    }
    System.out.println("stages repeated " + repeated);
  }

  /** Computes 8 pieces, the first try of one of which would take minutes. */
  private static void slow(Cluster cluster, Path folder) {
    String mark = folder.resolve("slow").toString();
    List<ClusterTask<Integer>> pieces = new ArrayList<>();
    for (int i = 0; i < 8; i++) {
      int piece = i;
      pieces.add(() -> piece == 3 ? first(mark, piece) : piece);
    }
    Integer[] found = new Integer[8];
    long start = System.nanoTime();
    cluster.run("wait", pieces, (piece, result) -> found[piece] = result);
    System.out.println("seconds " + (System.nanoTime() - start) / 1_000_000_000L);
    require(List.of(found).equals(List.of(0, 1, 2, 3, 4, 5, 6, 7)), List.of(found).toString());
  }

  /** Asks pieces for their device, and loads a model on it, which fails, as there is none. */
  private static void device(Cluster cluster) {
    Set<String> found = new TreeSet<>();
    List<ClusterTask<String>> pieces = new ArrayList<>();
    for (int i = 0; i < 8; i++) {
      pieces.add(
          () -> {
            RewardOfLength.score("", ""); // So that both workers get some.
            return WorkerDevice.name().orElse("none");
          });
    }
    // On a busy machine one worker may have done them all before the other one is there.
    for (int tries = 0; found.size() < 2 && tries < MOST_TRIES; tries++) {
      cluster.run("wait", pieces, (piece, device) -> found.add(device));
    }
    System.out.println("devices " + found);
    try {
      Dataset.bundled("tune")
          .take(20)
          .generate(
              ResponseSampler.topP(1, 1, 1).maxTokens(2),
              Policy.bundled().on(cluster),
              SampleCache.none());
    } catch (InvalidInputException refused) {
      System.out.println(refused.getMessage());
    }
  }

  private static int first(String mark, int piece) {
    try {
      Files.createFile(Path.of(mark));
      Thread.sleep(200_000);
      return piece;
    } catch (IOException second) {
      return piece;
    } catch (InterruptedException stop) {
      throw new IllegalStateException(stop);
    }
  }

  private static void sweep(Cluster cluster, Path folder) throws IOException {
    Path kept = folder.resolve("trials");
    String there = table(sweepOf().keep(kept).on(cluster));
    Files.writeString(folder.resolve("there.txt"), there);
    require(table(sweepOf().sideBySide(1)).equals(there), there);
  }

  private static Sweep<Rwr> sweepOf() {
    return Sweep.of(Align.rwr().steps(8)).vary(Rwr::beta, 0.5, 5).seeds(1, 2, 3);
  }

  private static String table(Sweep<Rwr> sweep) {
    var table =
        sweep
            .decoding(GenerationConfig.temperature(1).maxTokens(8))
            .run(
                Dataset.bundled().take(64).rewardLabel(Golden.reward()),
                Policy.bundled(),
                Dataset.bundled("tune").take(8),
                Evaluate.meanReward(Golden.reward()))
            .table();
    table.removeColumns("seconds");
    return table.printAll();
  }

  private static void require(boolean holds, String otherwise) {
    if (!holds) {
      throw new IllegalStateException("differs: " + otherwise);
    }
  }

  /** A slow reward, so that a worker can be killed in the middle. */
  static final class RewardOfLength {
    private RewardOfLength() {}

    static double score(String prompt, String response) {
      try {
        Thread.sleep(30);
      } catch (InterruptedException stop) {
        Thread.currentThread().interrupt();
      }
      return response.length();
    }
  }
}
