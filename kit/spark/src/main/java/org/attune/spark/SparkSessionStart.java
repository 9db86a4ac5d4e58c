package org.attune.spark;

import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.apache.spark.SparkContext;
import org.apache.spark.SparkContext$;
import org.apache.spark.api.java.JavaSparkContext;
import org.attune.util.InvalidInputException;
import scala.Option;

/**
 * Starts a session in the background, so that data and models are loaded meanwhile. Nothing of
 * Spark is loaded in the thread that asks for the session.
 */
final class SparkSessionStart {
  private static final int NOTE_SECONDS = 25;

  /** Starts in order: a process has one session, and one that was closed must end first. */
  private static final ExecutorService STARTS =
      Executors.newSingleThreadExecutor(SparkSessionStart::daemon);

  private final String master;
  private final CompletableFuture<Found> started;

  /** A session, and whether it was started here. */
  private record Found(JavaSparkContext spark, boolean own) {
    void stop() {
      if (own) {
        spark.close();
      }
    }
  }

  private SparkSessionStart(String master, CompletableFuture<Found> started) {
    this.master = master;
    this.started = started;
  }

  /** Returns a session that exists. */
  static SparkSessionStart of(JavaSparkContext spark) {
    return new SparkSessionStart(
        spark.master(), CompletableFuture.completedFuture(new Found(spark, false)));
  }

  /** Begins to start a session, or to find the one of this process. */
  static SparkSessionStart begin(String master) {
    QuietLog.prepare();
    SparkSessionStart start = new SparkSessionStart(master, new CompletableFuture<>());
    // A notebook may have added libraries, such as Spark's for Kubernetes.
    ClassLoader loader = Thread.currentThread().getContextClassLoader();
    STARTS.execute(
        () -> {
          Thread.currentThread().setContextClassLoader(loader);
          start.start();
        });
    return start;
  }

  private void start() {
    try {
      QuietLog.begin();
      Found found = found();
      started.complete(found); // Stops it, if that was asked for.
      if (found.own() && !found.spark().sc().isStopped()) {
        daemon(() -> WarmUp.run(found.spark())).start();
      }
    } catch (Exception | Error failure) { // Scala throws what it does not declare.
      started.completeExceptionally(failure);
    }
  }

  private static Thread daemon(Runnable work) {
    Thread thread = new Thread(work, "attune-spark-start");
    thread.setDaemon(true);
    return thread;
  }

  private Found found() {
    Option<SparkContext> running = SparkContext$.MODULE$.getActive();
    if (running.isEmpty()) {
      return new Found(registered(new JavaSparkContext(SessionSettings.of(master))), true);
    }
    InvalidInputException.unless(
        running.get().master().equals(master),
        "This process has a Spark session at %s already, and a process has one at most; close it"
            + " before opening %s.",
        running.get().master(),
        master);
    return new Found(JavaSparkContext.fromSparkContext(running.get()), false);
  }

  /**
   * Returns a session that its master knows. Where no master answers, Spark gives up after a
   * minute, and returns a session all the same, which is stopping.
   */
  private static JavaSparkContext registered(JavaSparkContext spark) {
    boolean known = spark.sc().applicationId().startsWith("app-");
    if (spark.master().startsWith("spark://") && !known) {
      spark.close();
      throw new UnansweredException();
    }
    return spark;
  }

  /** No master registered the session. */
  private static final class UnansweredException extends RuntimeException {
    private static final long serialVersionUID = 1;
  }

  /** Returns the session, and waits for it if it still starts. */
  JavaSparkContext get() {
    try {
      try {
        return started.get(NOTE_SECONDS, TimeUnit.SECONDS).spark();
      } catch (TimeoutException slow) {
        System.err.println(
            "attune: Spark at "
                + master
                + " has not answered for "
                + NOTE_SECONDS
                + " s; if that is no Spark master of this version, it gives up within another"
                + " minute.");
        return started.get().spark();
      }
    } catch (ExecutionException | CompletionException failed) {
      throw refused(failed.getCause());
    } catch (InterruptedException stop) {
      Thread.currentThread().interrupt();
      throw new InvalidInputException("The start of Spark at " + master + " was stopped.", stop);
    }
  }

  private InvalidInputException refused(Throwable failure) {
    if (failure instanceof InvalidInputException said) {
      return new InvalidInputException(said.getMessage(), said);
    }
    String text = String.valueOf(failure.getMessage()).lines().findFirst().orElse("");
    boolean gaveUp = failure instanceof UnansweredException;
    String what =
        gaveUp
            ? "what listens there is no Spark master of this version"
            : text.contains("parse Master URL")
                ? "its libraries are not on the class path; add spark-"
                    + (master.equals("yarn") ? "yarn" : "kubernetes")
                    + "_2.13 of the same version"
                : text;
    return new InvalidInputException(
        "Spark at " + master + " did not start: " + what.replaceFirst("\\.$", "") + ".", failure);
  }

  /**
   * Stops the session if it was started here; one that still starts is stopped as soon as it has.
   */
  void stop() {
    CompletableFuture<Void> unused = started.thenAccept(Found::stop);
  }

  @Override
  public String toString() {
    return "Spark at " + master;
  }
}
