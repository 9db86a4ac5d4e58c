package org.attune;

import java.util.ArrayList;
import java.util.List;
import java.util.function.BiConsumer;
import org.attune.cluster.Cluster;
import org.attune.cluster.ClusterTask;
import org.attune.cluster.SerializedTasks;
import org.attune.cluster.SharedState;

/** Sends pieces and results as bytes, as a cluster does, but within this process. */
public record ByBytes() implements Cluster {
  @Override
  @SuppressWarnings("unchecked")
  public <T> boolean run(
      String what, List<? extends ClusterTask<T>> pieces, BiConsumer<Integer, T> each) {
    SerializedTasks tasks = new SerializedTasks(pieces);
    SharedState state = tasks.state();
    List<ClusterTask<byte[]>> there = new ArrayList<>();
    for (byte[] piece : tasks.pieces()) {
      there.add(() -> state.result(state.piece(piece).run()));
    }
    return Cluster.local(2).run(what, there, (i, bytes) -> each.accept(i, (T) tasks.result(bytes)));
  }

  @Override
  public int slots() {
    return 2;
  }

  @Override
  public void close() {}
}
