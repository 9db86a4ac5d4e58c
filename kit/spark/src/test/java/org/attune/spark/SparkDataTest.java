package org.attune.spark;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;
import org.attune.Golden;
import org.attune.Policy;
import org.attune.RewardLabel;
import org.attune.RewardModel;
import org.attune.cluster.Cluster;
import org.attune.data.Demonstration;
import org.attune.engine.Workers;
import org.attune.reward.RankingLoss;
import org.attune.reward.Reward;
import org.attune.util.InvalidInputException;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

@DisplayName("Frames of Spark")
final class SparkDataTest {
  @TempDir private static Path scratch;
  private static Cluster cluster;
  private static SparkSession spark;

  @BeforeAll
  static void open() {
    cluster = Cluster.of("local[2]");
    spark = SparkData.session(cluster);
  }

  @AfterAll
  static void close() {
    cluster.close();
  }

  @Test
  @DisplayName("become data sets, and labels become frames, by way of Parquet")
  void thereAndBack() {
    org.attune.Dataset data = org.attune.Dataset.bundled().take(50);
    RewardLabel labels = data.rewardLabel(Golden.reward());
    String file = scratch.resolve("labels.parquet").toString();
    SparkData.rows(labels, spark).write().parquet(file);
    Dataset<Row> read = spark.read().parquet(file);
    assertEquals(
        List.of("prompt", "response", "reward", "normalised"), List.of(read.schema().fieldNames()));
    org.attune.Dataset back =
        SparkData.dataset(read.select("prompt", "response").coalesce(1).distinct());
    assertTrue(back.demonstrations().containsAll(data.demonstrations()), "all rows");
  }

  @Test
  @DisplayName("are labelled partition by partition, with the numbers of one process")
  void labelled() {
    org.attune.Dataset data = org.attune.Dataset.bundled().take(600);
    Reward model =
        RewardModel.train(
            Policy.bundled(),
            data.take(16),
            new RankingLoss(),
            RewardModel.config().steps(2).batchSize(4).microBatch(4));
    Dataset<Row> frame =
        SparkData.rows(data.rewardLabel(Golden.reward()), spark)
            .withColumnRenamed("reward", "golden");
    double weight = 0.5;
    List<Demonstration> texts = data.demonstrations();
    for (Reward reward :
        List.of(model, (Reward) (prompt, response) -> weight * response.length())) {
      List<Double> here = new ArrayList<>();
      for (int from = 0; from < texts.size(); from += LabelledPartition.BATCH) {
        var part = texts.subList(from, Math.min(texts.size(), from + LabelledPartition.BATCH));
        List<String> prompts = part.stream().map(Demonstration::prompt).toList();
        List<String> responses = part.stream().map(Demonstration::response).toList();
        here.addAll(Workers.withThreads(1, () -> reward.scores(prompts, responses)));
      }
      List<Double> there =
          SparkData.label(frame.coalesce(1), reward).select("reward").collectAsList().stream()
              .map(row -> row.getDouble(0))
              .toList();
      assertEquals(here, there);
    }
  }

  @Test
  @DisplayName("without the columns that a label needs are refused in one sentence")
  void refused() {
    Dataset<Row> frame = spark.range(3).toDF("prompt");
    String message =
        assertThrows(InvalidInputException.class, () -> SparkData.label(frame, Golden.reward()))
            .getMessage();
    assertTrue(message.contains("prompt and response, got [prompt]"), message);
  }
}
