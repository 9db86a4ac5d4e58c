package org.attune.spark;

import java.util.Collections;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;
import java.util.WeakHashMap;
import org.apache.spark.ExecutorLostFailure;
import org.apache.spark.SparkContext;
import org.apache.spark.scheduler.SparkListener;
import org.apache.spark.scheduler.SparkListenerExecutorRemoved;
import org.apache.spark.scheduler.SparkListenerTaskEnd;
import org.apache.spark.scheduler.SparkListenerTaskStart;

/** Says in one sentence that a worker was lost while it computed. */
final class LostWorkers extends SparkListener {
  private static final Set<SparkContext> WATCHED =
      Collections.synchronizedSet(Collections.newSetFromMap(new WeakHashMap<>()));

  private final Map<String, Integer> running = new HashMap<>();
  private final Map<String, Integer> lost = new HashMap<>();

  /** Watches a session from now on; once, however often it is called. */
  static void watch(SparkContext spark) {
    if (WATCHED.add(spark)) {
      spark.addSparkListener(new LostWorkers());
    }
  }

  @Override
  public synchronized void onTaskStart(SparkListenerTaskStart task) {
    running.merge(task.taskInfo().executorId(), 1, Integer::sum);
  }

  @Override
  public synchronized void onTaskEnd(SparkListenerTaskEnd task) {
    running.merge(task.taskInfo().executorId(), -1, Integer::sum);
    if (task.reason() instanceof ExecutorLostFailure) {
      lost.merge(task.taskInfo().executorId(), 1, Integer::sum);
    }
  }

  @Override
  public synchronized void onExecutorRemoved(SparkListenerExecutorRemoved executor) {
    // Spark reports the end of a lost worker's pieces before or after the loss of the worker.
    int open =
        running.getOrDefault(executor.executorId(), 0)
            + lost.getOrDefault(executor.executorId(), 0);
    if (open > 0) {
      String why = executor.reason().lines().findFirst().orElse("").strip();
      System.err.printf(
          "%nattune: Worker %s was lost (%s); its %d running piece%s computed again elsewhere, with"
              + " the same numbers.%n",
          executor.executorId(), why.replaceFirst("\\.$", ""), open, open == 1 ? " is" : "s are");
    }
  }
}
