package org.attune.spark;

import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.BiConsumer;
import org.attune.Align;
import org.attune.Compare;
import org.attune.Dataset;
import org.attune.Evaluate;
import org.attune.Golden;
import org.attune.Policy;
import org.attune.Sweep;
import org.attune.cluster.Cluster;
import org.attune.cluster.ClusterTask;
import org.attune.cluster.SerializedTasks;
import org.attune.cluster.SharedState;
import org.attune.method.Rwr;
import org.attune.sample.GenerationConfig;
import org.attune.sample.ResponseSampler;
import org.attune.sample.SampleCache;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

@DisplayName("The bytes that a piece moves")
final class SparkBytesTest {
  /** Sends pieces and results as bytes within this process, and counts. */
  private static final class Counting implements Cluster {
    private final Map<String, long[]> moved = new LinkedHashMap<>();

    @Override
    @SuppressWarnings("unchecked")
    public <T> boolean run(
        String what, List<? extends ClusterTask<T>> pieces, BiConsumer<Integer, T> each) {
      SerializedTasks tasks = new SerializedTasks(pieces);
      SharedState state = tasks.state();
      long[] sums = moved.computeIfAbsent(what, name -> new long[4]);
      sums[0] += pieces.size();
      sums[3] += tasks.shared().values().stream().mapToLong(bytes -> bytes.length).sum();
      List<ClusterTask<byte[]>> there = new ArrayList<>();
      for (byte[] piece : tasks.pieces()) {
        sums[1] += piece.length;
        there.add(() -> state.result(state.piece(piece).run()));
      }
      return Cluster.local(2)
          .run(
              what,
              there,
              (i, bytes) -> {
                sums[2] += bytes.length;
                each.accept(i, (T) tasks.result(bytes));
              });
    }

    @Override
    public int slots() {
      return 2;
    }
  }

  @Test
  @DisplayName("are those of its texts; models and data are sent once")
  void bytes() {
    Counting cluster = new Counting();
    Policy policy = Policy.bundled();
    Dataset data = Dataset.bundled().take(1024);
    data.rewardLabel(Golden.reward().on(cluster));
    Dataset.bundled("tune")
        .take(64)
        .generate(
            ResponseSampler.topP(4, 1, 1).maxTokens(40).seed(3),
            policy.on(cluster),
            SampleCache.none());
    Sweep.of(Align.rwr().steps(2))
        .vary(Rwr::beta, 0.5, 5)
        .seeds(1, 2)
        .on(cluster)
        .decoding(GenerationConfig.temperature(1).maxTokens(8))
        .run(
            data.rewardLabel(Golden.reward()),
            policy,
            Dataset.bundled("tune").take(8),
            Evaluate.meanReward(Golden.reward()));
    Compare.of(Align.rwr().steps(2), Align.dpo().steps(2))
        .on(cluster)
        .run(data.rewardLabel(Golden.reward()), policy);
    cluster.moved.forEach(
        (what, sums) ->
            System.out.printf(
                "%s: %d pieces, %,d bytes to a piece, %,d bytes back, %,d bytes shared%n",
                what, sums[0], sums[1] / sums[0], sums[2] / sums[0], sums[3]));
    long[] sweep = cluster.moved.get("sweep");
    assertTrue(sweep[1] / sweep[0] < 20_000, "labels and policy are shared, not in each trial");
    assertTrue(sweep[2] / sweep[0] < 20_000, "a trial comes back without its model");
  }
}
