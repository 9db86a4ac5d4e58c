package org.attune.spark;

import java.util.LinkedHashMap;
import java.util.Map;
import org.apache.spark.api.java.JavaSparkContext;
import org.apache.spark.broadcast.Broadcast;
import org.attune.cluster.SharedBytes;

/**
 * Shared objects as broadcasts, one for each as long as the session lives, so that a model travels
 * once to each worker, not once per job.
 */
final class SharedBroadcasts {
  /** Objects that are kept; those of a running job always are. */
  private static final int MOST = 16;

  private final Map<String, Broadcast<byte[]>> sent = new LinkedHashMap<>(MOST, 1, true);
  private final Map<String, Integer> inUse = new LinkedHashMap<>();

  /** Bytes that a worker gets from a broadcast. */
  private record Remote(Broadcast<byte[]> content) implements SharedBytes {
    @Override
    public byte[] bytes() {
      return content.value();
    }
  }

  /** Returns the ways to get some objects, which are kept until {@link #release}. */
  synchronized Map<String, SharedBytes> of(JavaSparkContext spark, Map<String, byte[]> objects) {
    Map<String, SharedBytes> ways = new LinkedHashMap<>();
    objects.forEach(
        (key, bytes) -> {
          ways.put(key, new Remote(sent.computeIfAbsent(key, k -> spark.broadcast(bytes))));
          inUse.merge(key, 1, Integer::sum);
        });
    return ways;
  }

  /** Ends the use of some objects; the ones that were not used for longest are forgotten. */
  synchronized void release(Iterable<String> keys) {
    keys.forEach(key -> inUse.computeIfPresent(key, (k, uses) -> uses == 1 ? null : uses - 1));
    var oldest = sent.entrySet().iterator();
    for (int more = sent.size() - MOST; more > 0 && oldest.hasNext(); ) {
      Map.Entry<String, Broadcast<byte[]>> entry = oldest.next();
      if (!inUse.containsKey(entry.getKey())) {
        entry.getValue().destroy(false);
        oldest.remove();
        more--;
      }
    }
  }
}
