package org.attune.sample;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import org.attune.cluster.Cluster;
import org.attune.cluster.ClusterTask;
import org.attune.engine.Workers;
import org.attune.model.LanguageModel;

/**
 * Samples a model's responses on a cluster. A piece is a batch of this process, so that a response
 * has the same log-probabilities with and without a cluster.
 *
 * @param model the model
 * @param cluster where it samples
 */
record ClusterSampling(LanguageModel model, Cluster cluster) {

  /** Continues the prompts of one batch. */
  private record BatchTask(
      LanguageModel model,
      List<int[]> prompts,
      long[] streams,
      GenerationConfig decoding,
      int threads)
      implements ClusterTask<List<Continuation>> {
    @Override
    public List<Continuation> run() {
      StopStrings cut = new StopStrings(model.tokenizer(), decoding.markers());
      Generator whole = new Generator(model.sampling(), prompts.size());
      return Workers.withThreads(
          threads,
          () -> whole.continuations(prompts, streams, decoding, cut, SamplingProgress.silent()));
    }
  }

  private List<BatchTask> pieces(
      List<int[]> batches, List<int[]> prompts, long[] streams, GenerationConfig decoding) {
    int threads = Generator.threads(model.decoder());
    return batches.stream()
        .map(rows -> new BatchTask(model, at(prompts, rows), at(streams, rows), decoding, threads))
        .toList();
  }

  private static List<int[]> at(List<int[]> prompts, int[] rows) {
    return Arrays.stream(rows).mapToObj(prompts::get).toList();
  }

  private static long[] at(long[] streams, int[] rows) {
    return Arrays.stream(rows).mapToLong(row -> streams[row]).toArray();
  }

  /**
   * Continues each prompt, as {@link Generator#continuations} does. An interrupted thread stops,
   * and its interrupt flag is cleared.
   */
  List<Continuation> continuations(
      List<int[]> prompts, long[] streams, GenerationConfig decoding, SamplingProgress meter) {
    List<int[]> batches = Generator.of(model.decoder(), prompts.size()).batches(prompts);
    List<List<Continuation>> all =
        new ArrayList<>(Collections.nCopies(batches.size(), List.<Continuation>of()));
    boolean finished =
        cluster.run(
            "sample",
            pieces(batches, prompts, streams, decoding),
            (piece, drawn) -> {
              all.set(piece, drawn);
              meter.add(drawn.size(), drawn.stream().mapToLong(one -> one.ids().length).sum());
            });
    if (!finished) {
      throw new SamplingInterruptedException();
    }
    return Generator.inOrder(batches, all, prompts.size());
  }
}
