package org.attune.claims;

import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.BiConsumer;
import java.util.function.Supplier;
import org.attune.Policy;
import org.attune.cluster.Cluster;
import org.attune.cluster.ClusterTask;
import org.attune.util.Sha256;

/**
 * Where the results of claims are computed and kept: on a cluster or here, in memory, and in a
 * folder, so that claims share them and an interrupted ledger resumes.
 */
final class ResultStore {
  private final Path folder;
  private final Map<String, Object> memory;
  private final Optional<Cluster> cluster;

  /**
   * Creates a store that computes in this process.
   *
   * @param known results by their key
   */
  ResultStore(Path folder, Map<String, ?> known) {
    this(folder, new ConcurrentHashMap<>(known), Optional.empty());
  }

  private ResultStore(Path folder, Map<String, Object> memory, Optional<Cluster> cluster) {
    this.folder = folder;
    this.memory = memory;
    this.cluster = cluster;
  }

  /** Returns this store, which computes on a cluster. */
  ResultStore on(Cluster other) {
    return new ResultStore(folder, memory, Optional.of(other));
  }

  /** Returns the value of a key, computed once. */
  @SuppressWarnings("unchecked")
  <T> T remember(String key, Supplier<T> find) {
    Object known = memory.get(key);
    if (known == null) {
      known = find.get();
      memory.put(key, known);
    }
    return (T) known;
  }

  /** Returns what is remembered under keys with this beginning. */
  Map<String, Object> remembered(String beginning) {
    Map<String, Object> found = new LinkedHashMap<>(memory);
    found.keySet().removeIf(key -> !key.startsWith(beginning));
    return found;
  }

  /** Returns a folder for a result, whose name is derived from everything that decides it. */
  Path place(String name, String what) {
    return folder.resolve(name + "-" + Sha256.of(what).substring(0, 12));
  }

  /** Returns the policy with its samples on the cluster, if there is one. */
  Policy placed(Policy policy) {
    return cluster.map(policy::on).orElse(policy);
  }

  /** Runs pieces, each of which has a result unless it was stopped, and passes on the results. */
  <T> void run(
      String what, List<? extends ClusterTask<Optional<T>>> pieces, BiConsumer<Integer, T> each) {
    int[] whole = new int[1];
    boolean finished =
        cluster
            .orElseGet(Cluster::local)
            .run(
                what,
                pieces,
                (piece, result) ->
                    result.ifPresent(
                        found -> {
                          each.accept(piece, found);
                          whole[0]++;
                        }));
    if (!finished || whole[0] < pieces.size()) {
      throw new ClaimInterruptedException();
    }
  }
}
