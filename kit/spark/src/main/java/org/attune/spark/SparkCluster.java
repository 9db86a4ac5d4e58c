package org.attune.spark;

import java.util.List;
import java.util.UUID;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.function.BiConsumer;
import org.apache.spark.api.java.JavaSparkContext;
import org.apache.spark.sql.SparkSession;
import org.attune.cluster.Cluster;
import org.attune.cluster.ClusterProgress;
import org.attune.cluster.ClusterTask;
import org.attune.cluster.SerializedTasks;
import org.attune.cluster.SharedState;
import org.attune.util.InvalidInputException;

/**
 * A cluster of Apache Spark.
 *
 * <p>A session that exists in this process is used as it is. Otherwise one is started, which sends
 * the kit's jars to the workers. Each piece is one task of Spark; models and data sets travel once
 * per worker, as broadcasts.
 */
public final class SparkCluster implements Cluster {
  private static final int NOTE_SECONDS = 25;

  private final SparkSessionStart session;
  private final SharedBroadcasts broadcasts = new SharedBroadcasts();

  private SparkCluster(SparkSessionStart session) {
    this.session = session;
  }

  /** Returns the cluster of a session that the caller started and will stop. */
  public static SparkCluster of(SparkSession session) {
    return new SparkCluster(
        SparkSessionStart.of(JavaSparkContext.fromSparkContext(session.sparkContext())));
  }

  /**
   * Opens the cluster at a master address, such as {@code local[2]} or {@code spark://host:7077}.
   * The session starts in the background, where the classes of Spark are loaded too; the first job
   * waits for it, and says why it did not start.
   *
   * @throws InvalidInputException if no master listens there
   */
  public static SparkCluster open(String master) {
    Reachable.require(master);
    return new SparkCluster(SparkSessionStart.begin(master));
  }

  /** Returns the session, for Spark's own frames. */
  public SparkSession session() {
    return SparkSession.builder().sparkContext(session.get().sc()).getOrCreate();
  }

  @Override
  public <T> boolean run(
      String what, List<? extends ClusterTask<T>> pieces, BiConsumer<Integer, T> each) {
    if (pieces.isEmpty()) {
      return true;
    }
    SerializedTasks tasks = new SerializedTasks(pieces);
    JavaSparkContext spark = session.get();
    BlockingQueue<Arrival> arrivals = new LinkedBlockingQueue<>();
    String group = what + " " + UUID.randomUUID();
    try (ClusterProgress progress = new ClusterProgress(what, pieces.size())) {
      JobWatch watch = new JobWatch(group, progress);
      spark.sc().addSparkListener(watch);
      Thread job = new Thread(() -> submit(spark, tasks, arrivals, group), group);
      job.setDaemon(true);
      job.start();
      boolean finished = false;
      try {
        finished = collect(new Job(tasks, pieces.size(), watch, progress), arrivals, each);
        return finished;
      } finally {
        boolean interrupted = Thread.interrupted(); // Spark's own calls wait, and would fail.
        if (!finished) {
          spark.cancelJobGroup(group);
        }
        spark.sc().removeSparkListener(watch);
        if (interrupted) {
          Thread.currentThread().interrupt();
        }
      }
    }
  }

  /** The result of a piece, or the failure of the whole job. */
  record Arrival(int piece, byte[] result, Throwable failure) {}

  /** What a job needs to be followed. */
  private record Job(SerializedTasks tasks, int pieces, JobWatch watch, ClusterProgress progress) {}

  private void submit(
      JavaSparkContext spark,
      SerializedTasks tasks,
      BlockingQueue<Arrival> arrivals,
      String group) {
    try {
      LostWorkers.watch(spark.sc());
      SharedState state = tasks.state(broadcasts.of(spark, tasks.shared()));
      spark.setJobGroup(group, group, true);
      SparkJob.run(
          spark,
          tasks.pieces(),
          state,
          (piece, bytes) -> arrivals.add(new Arrival(piece, bytes, null)));
    } catch (Exception | Error failure) { // Spark throws what it does not declare.
      arrivals.add(new Arrival(-1, null, failure));
    } finally {
      broadcasts.release(tasks.shared().keySet());
    }
  }

  @SuppressWarnings("unchecked")
  private <T> boolean collect(
      Job job, BlockingQueue<Arrival> arrivals, BiConsumer<Integer, T> each) {
    for (int done = 0; done < job.pieces(); done++) {
      Arrival arrival;
      try {
        arrival = next(job.watch(), arrivals);
      } catch (InterruptedException stop) {
        return false;
      }
      if (arrival.failure() != null) {
        throw unchecked(arrival.failure());
      }
      PieceOutcome outcome = (PieceOutcome) job.tasks().result(arrival.result());
      each.accept(arrival.piece(), (T) outcome.orThrow());
      job.progress().arrived();
    }
    return true;
  }

  /** Waits for a result, and says so when the cluster takes no piece. */
  private Arrival next(JobWatch watch, BlockingQueue<Arrival> arrivals)
      throws InterruptedException {
    Arrival first = watch.begun() ? null : arrivals.poll(NOTE_SECONDS, TimeUnit.SECONDS);
    if (first != null) {
      return first;
    }
    if (!watch.begun()) {
      System.err.println(
          "attune: "
              + session
              + " has taken no piece for "
              + NOTE_SECONDS
              + " s: its workers are still starting, busy, or have too little memory; it is waited"
              + " for.");
    }
    return arrivals.take();
  }

  private static RuntimeException unchecked(Throwable failure) {
    String text = String.valueOf(failure.getMessage());
    return new IllegalStateException(
        "The cluster could not finish a piece of work: " + text.lines().findFirst().orElse(""),
        failure);
  }

  @Override
  public int slots() {
    return Math.max(1, session.get().defaultParallelism());
  }

  /** Stops the session if this cluster started it, or will stop it once it has started. */
  @Override
  public void close() {
    session.stop();
  }

  @Override
  public String toString() {
    return session.toString();
  }
}
