package org.attune;

import static org.junit.jupiter.api.Assertions.assertThrows;

import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.BiConsumer;
import org.attune.cluster.Cluster;
import org.attune.cluster.ClusterTask;
import org.attune.cluster.SerializedTasks;
import org.attune.cluster.SharedBytes;
import org.attune.cluster.SharedState;
import org.attune.model.PromptTemplate;

/** A worker that cannot fetch a shared object the first time, so that its piece is tried again. */
public record SecondTry() implements Cluster {
  @Override
  @SuppressWarnings("unchecked")
  public <T> boolean run(
      String what, List<? extends ClusterTask<T>> pieces, BiConsumer<Integer, T> each) {
    SerializedTasks tasks = new SerializedTasks(pieces);
    Set<String> asked = new HashSet<>();
    Map<String, SharedBytes> ways = new LinkedHashMap<>();
    tasks.shared().forEach((key, bytes) -> ways.put(key, () -> fetched(asked.add(key), bytes)));
    SharedState state = tasks.state(ways);
    for (int i = 0; i < pieces.size(); i++) {
      byte[] piece = tasks.pieces().get(i);
      if (i == 0) {
        assertThrows(IllegalStateException.class, () -> state.piece(piece));
      }
      each.accept(i, (T) tasks.result(state.result(state.piece(piece).run())));
    }
    return true;
  }

  /** Returns a policy that no other test sends. */
  public static Policy policy() {
    return Policy.of("own", Tiny.fresh(77), PromptTemplate.PLAIN);
  }

  private static byte[] fetched(boolean first, byte[] bytes) {
    if (first) {
      throw new IllegalStateException("lost on the way");
    }
    return bytes;
  }

  @Override
  public int slots() {
    return 1;
  }
}
