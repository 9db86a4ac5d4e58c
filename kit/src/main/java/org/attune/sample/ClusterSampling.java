package org.attune.sample;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import org.attune.cluster.Cluster;
import org.attune.cluster.ClusterTask;
import org.attune.model.LanguageModel;
import org.attune.model.PromptTemplate;

/**
 * Samples a policy's responses on a cluster.
 *
 * @param speaker the policy
 * @param cluster where it samples
 * @param listener receives the progress after each piece
 */
record ClusterSampling(SamplingPolicy speaker, Cluster cluster, SamplingListener listener) {
  /** The number of responses of a piece: a fixed size, so that none depends on the cluster. */
  static final int PIECE = 128;

  /** Samples the responses to some of the prompts. */
  private record DrawTask(
      LanguageModel model,
      PromptTemplate layout,
      List<String> prompts,
      int place,
      int first,
      int k,
      GenerationConfig decoding)
      implements ClusterTask<List<List<Candidate>>> {
    @Override
    public List<List<Candidate>> run() {
      return CachedSampler.of(SamplingPolicy.of(model, layout), prompts)
          .draw(place, first, k, decoding);
    }
  }

  List<List<Candidate>> draw(List<String> prompts, int first, int k, GenerationConfig decoding) {
    int step = Math.max(1, PIECE / k);
    List<List<Candidate>> all = new ArrayList<>(Collections.nCopies(prompts.size(), List.of()));
    long[] done = new long[2];
    boolean finished =
        cluster.run(
            "sample",
            pieces(prompts, step, first, k, decoding),
            (piece, drawn) -> {
              for (int i = 0; i < drawn.size(); i++) {
                all.set(piece * step + i, drawn.get(i));
                done[1] += drawn.get(i).stream().mapToLong(one -> one.ids().size()).sum();
              }
              done[0] += (long) drawn.size() * k;
              listener.onTokens(done[0], (long) prompts.size() * k, done[1]);
            });
    if (!finished) {
      Thread.currentThread().interrupt();
      throw new SamplingInterruptedException();
    }
    return all;
  }

  private List<DrawTask> pieces(
      List<String> prompts, int step, int first, int k, GenerationConfig decoding) {
    List<DrawTask> pieces = new ArrayList<>();
    for (int from = 0; from < prompts.size(); from += step) {
      List<String> some = List.copyOf(prompts.subList(from, Math.min(prompts.size(), from + step)));
      pieces.add(new DrawTask(speaker.model(), speaker.layout(), some, from, first, k, decoding));
    }
    return pieces;
  }
}
