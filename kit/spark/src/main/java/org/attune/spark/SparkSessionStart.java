package org.attune.spark;

import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.apache.spark.SparkConf;
import org.apache.spark.SparkContext;
import org.apache.spark.SparkContext$;
import org.apache.spark.api.java.JavaSparkContext;
import org.attune.util.InvalidInputException;
import scala.Option;

/** Starts a session in the background, so that a model can be loaded meanwhile. */
final class SparkSessionStart {
  private static final int NOTE_SECONDS = 25;

  private final String master;
  private final CompletableFuture<JavaSparkContext> started;

  private SparkSessionStart(String master, CompletableFuture<JavaSparkContext> started) {
    this.master = master;
    this.started = started;
  }

  /** Returns a session that exists. */
  static SparkSessionStart of(JavaSparkContext spark) {
    return new SparkSessionStart(spark.master(), CompletableFuture.completedFuture(spark));
  }

  /** Returns the session of this process at an address, if there is one. */
  static Option<SparkContext> running(String master) {
    Option<SparkContext> running = SparkContext$.MODULE$.getActive();
    InvalidInputException.unless(
        running.isEmpty() || running.get().master().equals(master),
        "This process has a Spark session at %s already, and a process has one at most; close it"
            + " before opening %s.",
        running.isEmpty() ? "" : running.get().master(),
        master);
    return running;
  }

  /** Starts a session with these settings. */
  static SparkSessionStart begin(String master, SparkConf conf) {
    CompletableFuture<JavaSparkContext> session = new CompletableFuture<>();
    Thread thread =
        new Thread(
            () -> {
              try {
                session.complete(registered(new JavaSparkContext(conf)));
              } catch (Exception | Error failure) { // Scala throws what it does not declare.
                session.completeExceptionally(failure);
              }
            },
            "attune-spark-start");
    thread.setDaemon(true);
    thread.start();
    return new SparkSessionStart(master, session);
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
        return started.get(NOTE_SECONDS, TimeUnit.SECONDS);
      } catch (TimeoutException slow) {
        System.err.println(
            "attune: Spark at "
                + master
                + " has not answered for "
                + NOTE_SECONDS
                + " s; if that is no Spark master of this version, it gives up within another"
                + " minute.");
        return started.get();
      }
    } catch (ExecutionException | CompletionException failed) {
      throw refused(failed.getCause());
    } catch (InterruptedException stop) {
      Thread.currentThread().interrupt();
      throw new InvalidInputException("The start of Spark at " + master + " was stopped.", stop);
    }
  }

  private InvalidInputException refused(Throwable failure) {
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

  /** Stops the session, once it has started. */
  void stop() {
    CompletableFuture<Void> unused = started.thenAccept(JavaSparkContext::close);
  }

  @Override
  public String toString() {
    return "Spark at " + master;
  }
}
