package org.attune.spark;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.apache.spark.executor.TaskMetrics;
import org.apache.spark.scheduler.SparkListener;
import org.apache.spark.scheduler.SparkListenerTaskEnd;
import org.apache.spark.scheduler.TaskInfo;
import org.attune.cluster.Cluster;

/** Collects where the time of tasks goes, in milliseconds, as Spark itself measures it. */
final class TaskTimes extends SparkListener {
  private final Map<String, List<Long>> times = new LinkedHashMap<>();

  /** Follows all tasks of a cluster from now on. */
  static TaskTimes of(Cluster cluster) {
    TaskTimes times = new TaskTimes();
    SparkData.session(cluster).sparkContext().addSparkListener(times);
    return times;
  }

  @Override
  public synchronized void onTaskEnd(SparkListenerTaskEnd task) {
    TaskInfo info = task.taskInfo();
    TaskMetrics metrics = task.taskMetrics();
    if (metrics == null) {
      return;
    }
    add("whole", info.duration());
    add("unpacking", metrics.executorDeserializeTime());
    add("running", metrics.executorRunTime());
    add("packing", metrics.resultSerializationTime());
    add(
        "on the way",
        info.duration()
            - metrics.executorDeserializeTime()
            - metrics.executorRunTime()
            - metrics.resultSerializationTime());
    add("collecting garbage", metrics.jvmGCTime());
    add("processor", (metrics.executorCpuTime() + metrics.executorDeserializeCpuTime()) / 1000000);
  }

  private void add(String what, long milliseconds) {
    times.computeIfAbsent(what, name -> new ArrayList<>()).add(milliseconds);
  }

  /** Returns the median of each part and of the slowest tenth, and forgets them. */
  synchronized String medians() {
    String all =
        times.entrySet().stream()
            .map(
                part ->
                    part.getKey() + " " + at(part.getValue(), 0.5) + "/" + at(part.getValue(), 0.9))
            .collect(Collectors.joining(", "));
    times.clear();
    return "a task's milliseconds, median/90 %: " + all;
  }

  private static long at(List<Long> values, double share) {
    List<Long> sorted = values.stream().sorted().toList();
    return sorted.get((int) (share * (sorted.size() - 1)));
  }
}
