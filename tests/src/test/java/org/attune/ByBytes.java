package org.attune;

import java.util.ArrayList;
import java.util.List;
import java.util.function.BiConsumer;
import org.attune.cluster.Cluster;
import org.attune.cluster.ClusterTask;
import org.attune.cluster.SerializedTasks;
import org.attune.cluster.SharedState;
import org.attune.engine.ParallelSplit;

/**
 * Sends pieces and results as bytes, as a cluster does, but within this process, to a worker that
 * has other processors.
 */
public record ByBytes() implements Cluster {
  private static final int PROCESSORS = 7;

  @Override
  @SuppressWarnings("unchecked")
  public <T> boolean run(
      String what, List<? extends ClusterTask<T>> pieces, BiConsumer<Integer, T> each) {
    SerializedTasks tasks = new SerializedTasks(pieces);
    SharedState state = tasks.state();
    List<ClusterTask<byte[]>> there = new ArrayList<>();
    for (byte[] piece : tasks.pieces()) {
      there.add(() -> ParallelSplit.with(PROCESSORS, () -> state.result(state.piece(piece).run())));
    }
    return Cluster.local(2).run(what, there, (i, bytes) -> each.accept(i, (T) tasks.result(bytes)));
  }

  @Override
  public int slots() {
    return 2;
  }
}
