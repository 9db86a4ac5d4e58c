package org.attune.spark;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Properties;
import org.apache.spark.ExecutorLostFailure;
import org.apache.spark.Success$;
import org.apache.spark.TaskEndReason;
import org.apache.spark.executor.ExecutorMetrics;
import org.apache.spark.scheduler.SparkListener;
import org.apache.spark.scheduler.SparkListenerExecutorRemoved;
import org.apache.spark.scheduler.SparkListenerJobStart;
import org.apache.spark.scheduler.SparkListenerTaskEnd;
import org.apache.spark.scheduler.SparkListenerTaskStart;
import org.apache.spark.scheduler.StageInfo;
import org.apache.spark.scheduler.TaskInfo;
import org.apache.spark.scheduler.TaskLocality;
import org.attune.cluster.ClusterProgress;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import scala.Option;
import scala.collection.immutable.Seq;
import scala.jdk.javaapi.CollectionConverters;

@DisplayName("What is said of a job of Spark")
final class SparkWatchTest {
  private static <T> Seq<T> seq(List<T> list) {
    return CollectionConverters.asScala(list).toSeq();
  }

  /** Starts stage 7, with piece 0 on worker 1 and piece 1 on worker 2. */
  private static void start(SparkListener... watches) {
    Properties properties = new Properties();
    properties.setProperty("spark.jobGroup.id", "mine");
    StageInfo stage =
        new StageInfo(
            7,
            0,
            "pieces",
            2,
            seq(List.of()),
            seq(List.of()),
            "",
            null,
            seq(List.of()),
            Option.empty(),
            0,
            false,
            0);
    for (SparkListener watch : watches) {
      watch.onJobStart(new SparkListenerJobStart(1, 0, seq(List.of(stage)), properties));
      watch.onTaskStart(new SparkListenerTaskStart(7, 0, task(0)));
      watch.onTaskStart(new SparkListenerTaskStart(7, 0, task(1)));
    }
  }

  private static TaskInfo task(int piece) {
    return new TaskInfo(
        piece,
        piece,
        0,
        piece,
        0,
        String.valueOf(piece + 1),
        "host",
        TaskLocality.PROCESS_LOCAL(),
        false);
  }

  private static void ended(SparkListener watch, int piece, TaskEndReason reason) {
    watch.onTaskEnd(
        new SparkListenerTaskEnd(
            7, 0, "ResultTask", reason, task(piece), new ExecutorMetrics(), null));
  }

  private static String said(Runnable events) {
    PrintStream before = System.err;
    ByteArrayOutputStream said = new ByteArrayOutputStream();
    try {
      System.setErr(new PrintStream(said, true, StandardCharsets.UTF_8));
      events.run();
    } finally {
      System.setErr(before);
    }
    return said.toString(StandardCharsets.UTF_8).strip();
  }

  @Test
  @DisplayName("names a lost worker once, whether its pieces or the worker are reported first")
  void lost() {
    TaskEndReason lost = new ExecutorLostFailure("1", true, Option.apply("worker lost"));
    SparkListenerExecutorRemoved removed =
        new SparkListenerExecutorRemoved(0, "1", "Command exited with code 137.");
    String sentence =
        "attune: Worker 1 was lost (Command exited with code 137); its 1 running piece is computed"
            + " again elsewhere, with the same numbers.";
    for (boolean piecesFirst : new boolean[] {true, false}) {
      LostWorkers watch = new LostWorkers();
      start(watch);
      String words =
          said(
              () -> {
                if (piecesFirst) {
                  ended(watch, 0, lost);
                  watch.onExecutorRemoved(removed);
                } else {
                  watch.onExecutorRemoved(removed);
                  ended(watch, 0, lost);
                }
              });
      assertEquals(sentence, words, "pieces first: " + piecesFirst);
    }
  }

  @Test
  @DisplayName("counts what each worker did, and a piece of a lost one as repeated")
  void counts() {
    try (ClusterProgress progress = new ClusterProgress("label", 2)) {
      JobWatch watch = new JobWatch("mine", progress);
      start(watch);
      ended(watch, 0, new ExecutorLostFailure("1", true, Option.apply("worker lost")));
      ended(watch, 1, Success$.MODULE$);
      assertEquals(
          "0 of 2 pieces, 0 running, 1 failed and repeated; worker 1 (host): 0 done, 1 failed;"
              + " worker 2 (host): 1 done",
          progress.words());
    }
  }

  @Test
  @DisplayName("is nothing when a worker without a running piece leaves")
  void idle() {
    LostWorkers watch = new LostWorkers();
    start(watch);
    ended(watch, 0, Success$.MODULE$);
    assertEquals(
        "", said(() -> watch.onExecutorRemoved(new SparkListenerExecutorRemoved(0, "1", "idle"))));
  }
}
