package org.attune.spark;

import java.io.BufferedWriter;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Iterator;
import java.util.List;
import org.apache.spark.api.java.JavaSparkContext;
import org.apache.spark.broadcast.Broadcast;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Encoders;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.RowFactory;
import org.apache.spark.sql.SparkSession;
import org.apache.spark.sql.types.DataTypes;
import org.apache.spark.sql.types.StructType;
import org.attune.RewardLabel;
import org.attune.cluster.Cluster;
import org.attune.cluster.ClusterTask;
import org.attune.cluster.SerializedTasks;
import org.attune.cluster.SharedState;
import org.attune.data.TemporaryFolder;
import org.attune.reward.Reward;
import org.attune.util.InvalidInputException;
import tech.tablesaw.api.Table;

/**
 * Data of Spark as data of the kit, and back.
 *
 * <pre>{@code
 * var spark = SparkData.session(Cluster.of("spark://host:7077"));
 * var rows = spark.read().parquet("responses.parquet");
 * SparkData.label(rows, reward).write().parquet("labelled.parquet");
 * }</pre>
 */
public final class SparkData {
  /** The column that {@link #label} adds. */
  public static final String REWARD = "reward";

  private SparkData() {}

  /** Returns the session of a cluster of Spark. */
  public static SparkSession session(Cluster cluster) {
    InvalidInputException.unless(
        cluster instanceof SparkCluster, "%s is no cluster of Spark.", cluster);
    return ((SparkCluster) cluster).session();
  }

  /**
   * Returns a frame with the columns {@code prompt} and {@code response} and the reward of each row
   * as one more column. Rows are scored where their partition is, {@link LabelledPartition#BATCH}
   * at a time, when the frame is written or read, so a frame may be larger than any memory.
   */
  public static Dataset<Row> label(Dataset<Row> frame, Reward reward) {
    StructType schema = frame.schema();
    List<String> columns = Arrays.asList(schema.fieldNames());
    InvalidInputException.unless(
        columns.contains("prompt") && columns.contains("response"),
        "To be labelled, a frame needs the columns prompt and response, got %s; rename them with"
            + " withColumnRenamed.",
        columns);
    InvalidInputException.unless(
        !columns.contains(REWARD), "The frame has a column '%s' already; drop it first.", REWARD);
    InvalidInputException.unless(
        !reward.comparesOnly(),
        "A preference model compares responses, and gives none a number by itself.");
    JavaSparkContext spark = new JavaSparkContext(frame.sparkSession().sparkContext());
    LostWorkers.watch(spark.sc());
    ClusterTask<Reward> scorer = () -> reward;
    SerializedTasks tasks = new SerializedTasks(List.of(scorer));
    Broadcast<SharedState> state =
        spark.broadcast(tasks.state(new SharedBroadcasts().of(spark, tasks.shared())));
    LabelledPartition labelled =
        new LabelledPartition(
            state, tasks.pieces().get(0), columns.indexOf("prompt"), columns.indexOf("response"));
    return frame.mapPartitions(
        labelled, Encoders.row(schema.add(REWARD, DataTypes.DoubleType, false)));
  }

  /**
   * Returns the rows of a frame as a data set of the kit, which finds its kind by the names of the
   * columns, as it does in a file. The data set is in this process's memory.
   */
  public static org.attune.Dataset dataset(Dataset<Row> frame) {
    try {
      Path folder = TemporaryFolder.create("frame");
      try {
        Path file = folder.resolve("rows.jsonl");
        try (BufferedWriter out = Files.newBufferedWriter(file)) {
          for (Iterator<String> rows = frame.toJSON().toLocalIterator(); rows.hasNext(); ) {
            out.write(rows.next());
            out.newLine();
          }
        }
        return org.attune.Dataset.load(file);
      } finally {
        TemporaryFolder.remove(folder);
      }
    } catch (IOException e) {
      throw new UncheckedIOException("The frame cannot be read.", e);
    }
  }

  /** Returns labelled responses as a frame: prompt, response, reward and normalised reward. */
  public static Dataset<Row> rows(RewardLabel labels, SparkSession session) {
    Table table = labels.table();
    StructType schema = new StructType();
    for (String name : table.columnNames()) {
      boolean number = table.column(name) instanceof tech.tablesaw.api.DoubleColumn;
      schema = schema.add(name, number ? DataTypes.DoubleType : DataTypes.StringType, false);
    }
    List<Row> rows = new ArrayList<>();
    for (int i = 0; i < table.rowCount(); i++) {
      int row = i;
      rows.add(
          RowFactory.create(table.columns().stream().map(column -> column.get(row)).toArray()));
    }
    return session.createDataFrame(rows, schema);
  }
}
