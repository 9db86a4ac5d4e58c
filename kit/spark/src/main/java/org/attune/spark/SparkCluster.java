package org.attune.spark;

import java.util.List;
import java.util.UUID;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.function.BiConsumer;
import org.apache.spark.SparkConf;
import org.apache.spark.SparkContext;
import org.apache.spark.SparkContext$;
import org.apache.spark.SparkException;
import org.apache.spark.api.java.JavaSparkContext;
import org.apache.spark.broadcast.Broadcast;
import org.apache.spark.sql.SparkSession;
import org.attune.cluster.Cluster;
import org.attune.cluster.ClusterTask;
import org.attune.cluster.SerializedTasks;
import org.attune.cluster.SharedState;
import org.attune.util.InvalidInputException;
import scala.Option;

/**
 * A cluster of Apache Spark.
 *
 * <p>A session that exists in this process is used as it is. Otherwise one is started, which sends
 * the kit's jars to the workers. Each piece is one task of Spark; models travel once per worker, as
 * a broadcast.
 */
public final class SparkCluster implements Cluster {
  private final JavaSparkContext spark;
  private final boolean own;

  private SparkCluster(JavaSparkContext spark, boolean own) {
    this.spark = spark;
    this.own = own;
  }

  /** Returns the cluster of a session that the caller started and will stop. */
  public static SparkCluster of(SparkSession session) {
    return new SparkCluster(new JavaSparkContext(session.sparkContext()), false);
  }

  /**
   * Opens the cluster at a master address, such as {@code local[2]} or {@code spark://host:7077}.
   *
   * @throws InvalidInputException if no master answers within about 30 seconds
   */
  public static SparkCluster open(String master) {
    Reachable.require(master);
    Option<SparkContext> running = SparkContext$.MODULE$.getActive();
    if (running.isDefined()) {
      InvalidInputException.unless(
          running.get().master().equals(master),
          "This process has a Spark session at %s already, and a process has one at most; close it"
              + " before opening %s.",
          running.get().master(),
          master);
      return new SparkCluster(new JavaSparkContext(running.get()), false);
    }
    SparkConf conf =
        new SparkConf()
            .setMaster(master)
            .setAppName("attune")
            .set("spark.ui.enabled", "false")
            .set("spark.ui.showConsoleProgress", "false")
            .set("spark.task.maxFailures", "4")
            .set("spark.speculation", "true")
            // A lost worker's pieces are repeated elsewhere; nothing else depends on it.
            .set("spark.excludeOnFailure.enabled", "false");
    if (!master.startsWith("local")) {
      conf.setJars(KitJars.all().toArray(String[]::new));
    }
    JavaSparkContext spark = new JavaSparkContext(conf);
    spark.setLogLevel("OFF"); // Failures reach the caller as exceptions.
    return new SparkCluster(spark, true);
  }

  @Override
  public <T> boolean run(
      String what, List<? extends ClusterTask<T>> pieces, BiConsumer<Integer, T> each) {
    if (pieces.isEmpty()) {
      return true;
    }
    SerializedTasks tasks = new SerializedTasks(pieces);
    BlockingQueue<Arrival> arrivals = new LinkedBlockingQueue<>();
    String group = what + " " + UUID.randomUUID();
    Thread job = new Thread(() -> submit(tasks, arrivals, group), group);
    job.setDaemon(true);
    job.start();
    try {
      return collect(pieces.size(), arrivals, each);
    } finally {
      boolean interrupted = Thread.interrupted(); // Spark's own calls wait, and would fail.
      spark.cancelJobGroup(group);
      if (interrupted) {
        Thread.currentThread().interrupt();
      }
    }
  }

  /** The result of a piece, or the failure of the whole job. */
  record Arrival(int piece, byte[] result, Throwable failure) {}

  private void submit(SerializedTasks tasks, BlockingQueue<Arrival> arrivals, String group) {
    Broadcast<SharedState> state = null;
    try {
      state = spark.broadcast(tasks.state());
      spark.setJobGroup(group, group, true);
      SparkJob.run(
          spark,
          tasks.pieces(),
          state,
          (piece, bytes) -> arrivals.add(new Arrival(piece, bytes, null)));
    } catch (Exception
        | Error failure) { // Spark throws checked exceptions that it does not declare.
      arrivals.add(new Arrival(-1, null, failure));
    } finally {
      if (state != null) {
        state.destroy(false);
      }
    }
  }

  @SuppressWarnings("unchecked")
  private static <T> boolean collect(
      int count, BlockingQueue<Arrival> arrivals, BiConsumer<Integer, T> each) {
    for (int done = 0; done < count; done++) {
      Arrival arrival;
      try {
        arrival = arrivals.take();
      } catch (InterruptedException stop) {
        return false;
      }
      if (arrival.failure() != null) {
        throw unchecked(arrival.failure());
      }
      each.accept(arrival.piece(), (T) SharedState.result(arrival.result()));
    }
    return true;
  }

  private static RuntimeException unchecked(Throwable failure) {
    if (failure instanceof SparkException spark
        && spark.getCause() instanceof RuntimeException own) {
      return own;
    }
    String text = String.valueOf(failure.getMessage());
    return new IllegalStateException(
        "The cluster could not finish a piece of work: " + text.lines().findFirst().orElse(""),
        failure);
  }

  @Override
  public int slots() {
    return Math.max(1, spark.defaultParallelism());
  }

  /** Stops the session if this cluster started it. */
  @Override
  public void close() {
    if (own) {
      spark.close();
    }
  }

  @Override
  public String toString() {
    return "Spark at " + spark.master() + ", " + slots() + " slots";
  }
}
