package org.attune.cluster;

import java.util.ArrayList;
import java.util.List;
import java.util.function.BiConsumer;
import java.util.function.Supplier;
import org.attune.engine.Workers;

/** The processors of this machine. */
record LocalCluster(int slots) implements Cluster {
  @Override
  public <T> boolean run(
      String what, List<? extends ClusterTask<T>> pieces, BiConsumer<Integer, T> each) {
    List<Supplier<Runnable>> jobs = new ArrayList<>();
    for (int i = 0; i < pieces.size(); i++) {
      int index = i;
      ClusterTask<T> piece = pieces.get(i);
      jobs.add(
          () -> {
            T result = piece.run();
            return () -> each.accept(index, result);
          });
    }
    return jobs.isEmpty() || Workers.run(jobs, slots, Runnable::run);
  }

  @Override
  public void close() {
    // Nothing is held.
  }

  @Override
  public String toString() {
    return "this machine, " + slots + (slots == 1 ? " worker" : " workers");
  }
}
