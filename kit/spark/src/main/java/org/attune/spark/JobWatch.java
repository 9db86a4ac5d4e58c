package org.attune.spark;

import java.util.HashSet;
import java.util.Set;
import org.apache.spark.Success$;
import org.apache.spark.TaskKilled;
import org.apache.spark.scheduler.SparkListener;
import org.apache.spark.scheduler.SparkListenerJobStart;
import org.apache.spark.scheduler.SparkListenerTaskEnd;
import org.apache.spark.scheduler.SparkListenerTaskStart;
import org.apache.spark.scheduler.TaskInfo;
import org.attune.cluster.ClusterProgress;
import scala.jdk.javaapi.CollectionConverters;

/** Follows one job of Spark: its pieces on each worker. */
final class JobWatch extends SparkListener {
  private static final String GROUP = "spark.jobGroup.id";

  private final String group;
  private final ClusterProgress progress;
  private final Set<Integer> stages = new HashSet<>();
  private boolean begun;

  /**
   * Follows a job.
   *
   * @param group the id of its job group
   */
  JobWatch(String group, ClusterProgress progress) {
    this.group = group;
    this.progress = progress;
  }

  @Override
  public synchronized void onJobStart(SparkListenerJobStart job) {
    if (group.equals(job.properties().getProperty(GROUP))) {
      CollectionConverters.asJava(job.stageIds()).forEach(id -> stages.add((Integer) id));
    }
  }

  @Override
  public synchronized void onTaskStart(SparkListenerTaskStart task) {
    if (stages.contains(task.stageId())) {
      begun = true;
      progress.started(worker(task.taskInfo()));
    }
  }

  @Override
  public synchronized void onTaskEnd(SparkListenerTaskEnd task) {
    if (!stages.contains(task.stageId())) {
      return;
    }
    String worker = worker(task.taskInfo());
    if (task.reason() == Success$.MODULE$) {
      progress.done(worker);
    } else {
      progress.gaveUp(worker, !(task.reason() instanceof TaskKilled));
    }
  }

  /** Returns whether a piece has begun. */
  synchronized boolean begun() {
    return begun;
  }

  private static String worker(TaskInfo task) {
    return task.executorId().equals("driver")
        ? "this process"
        : "worker " + task.executorId() + " (" + task.host() + ")";
  }
}
