package org.attune.reward;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.CancellationException;
import java.util.function.IntConsumer;
import java.util.stream.IntStream;
import org.attune.cluster.Cluster;
import org.attune.cluster.ClusterTask;
import org.attune.data.ResponseScorer;
import org.attune.engine.PyTorch;
import org.attune.engine.Workers;
import org.attune.model.ReadBatch;
import org.attune.util.RowGroups;

/**
 * Computes the scores of a reward on a cluster, for {@link Reward#on}.
 *
 * @param reward the reward
 * @param cluster where it is computed
 */
public record ClusterScorer(ResponseScorer reward, Cluster cluster) {
  /**
   * The number of texts of a piece; whole batches and groups of compared responses may need more.
   */
  public static final int PIECE = 256;

  /** Texts that are scored together, as columns, with the native threads that score them. */
  private record Batch(List<List<String>> columns, int threads) {
    List<Double> scores(ResponseScorer reward) {
      return Workers.withThreads(
          threads,
          () ->
              reward instanceof BatchReward own
                  ? own.batch(columns)
                  : reward.scores(columns.get(0), columns.get(1)));
    }
  }

  /** Scores some batches. */
  private record ScoreTask(ResponseScorer reward, List<Batch> batches)
      implements ClusterTask<List<Double>> {
    @Override
    public List<Double> run() {
      List<Double> all = new ArrayList<>();
      batches.forEach(batch -> all.addAll(batch.scores(reward)));
      return all;
    }
  }

  /** Compares some texts. */
  private record CompareTask(ResponseScorer reward, List<List<String>> columns, int threads)
      implements ClusterTask<List<Double>> {
    @Override
    public List<Double> run() {
      return Workers.withThreads(
          threads,
          () -> new ArrayList<>(reward.margins(columns.get(0), columns.get(1), columns.get(2))));
    }
  }

  /** Returns the scores of responses; {@code watcher} is called with the number of those scored. */
  public List<Double> scores(List<String> prompts, List<String> responses, IntConsumer watcher) {
    if (reward instanceof BatchReward own) {
      // A model that compares reads more rows than there are responses.
      IntConsumer rows = reward.comparesOnly() ? done -> {} : watcher;
      List<Double> scores =
          own.scores(columns -> read(columns, own.batches(columns), rows), prompts, responses);
      if (reward.comparesOnly()) {
        watcher.accept(responses.size());
      }
      return scores;
    }
    List<ReadBatch> whole = reward.comparesOnly() ? groups(prompts) : consecutive(prompts.size());
    return read(List.of(prompts, responses), whole, watcher);
  }

  /** Returns how much better each first response is than the second. */
  public List<Double> margins(List<String> prompts, List<String> first, List<String> second) {
    if (reward instanceof BatchReward own) {
      return own.margins(
          columns -> read(columns, own.batches(columns), done -> {}), prompts, first, second);
    }
    List<ReadBatch> parts = consecutive(prompts.size());
    List<CompareTask> pieces =
        parts.stream()
            .map(
                part ->
                    new CompareTask(
                        reward, at(List.of(prompts, first, second), part), part.threads()))
            .toList();
    List<List<Integer>> places = parts.stream().map(ReadBatch::places).toList();
    return run("compare responses", pieces, places, done -> {});
  }

  private List<Double> read(
      List<List<String>> columns, List<ReadBatch> batches, IntConsumer watcher) {
    List<List<ReadBatch>> parts = parts(batches);
    List<ScoreTask> pieces =
        parts.stream()
            .map(part -> part.stream().map(b -> new Batch(at(columns, b), b.threads())).toList())
            .map(part -> new ScoreTask(reward, part))
            .toList();
    return run("label", pieces, parts.stream().map(ClusterScorer::places).toList(), watcher);
  }

  /** Returns the responses to each prompt, which a reward that compares needs together. */
  private static List<ReadBatch> groups(List<String> prompts) {
    int threads = PyTorch.threads();
    return RowGroups.of(prompts).values().stream()
        .map(places -> new ReadBatch(places, threads))
        .toList();
  }

  private static List<ReadBatch> consecutive(int count) {
    int threads = PyTorch.threads();
    List<ReadBatch> all = new ArrayList<>();
    for (int from = 0; from < count; from += PIECE) {
      int to = Math.min(count, from + PIECE);
      all.add(new ReadBatch(IntStream.range(from, to).boxed().toList(), threads));
    }
    return all;
  }

  /** Returns the batches of each piece. */
  private static List<List<ReadBatch>> parts(List<ReadBatch> batches) {
    List<List<ReadBatch>> parts = new ArrayList<>();
    int room = 0;
    for (ReadBatch batch : batches) {
      if (room < batch.places().size()) {
        parts.add(new ArrayList<>());
        room = PIECE;
      }
      parts.get(parts.size() - 1).add(batch);
      room -= batch.places().size();
    }
    return parts;
  }

  private static List<Integer> places(List<ReadBatch> batches) {
    return batches.stream().flatMap(batch -> batch.places().stream()).toList();
  }

  private static List<List<String>> at(List<List<String>> columns, ReadBatch batch) {
    List<List<String>> own = new ArrayList<>();
    for (List<String> column : columns) {
      own.add(new ArrayList<>(batch.places().stream().map(column::get).toList()));
    }
    return own;
  }

  private List<Double> run(
      String what,
      List<? extends ClusterTask<List<Double>>> pieces,
      List<List<Integer>> places,
      IntConsumer watcher) {
    int count = places.stream().mapToInt(List::size).sum();
    List<Double> all = new ArrayList<>(Collections.nCopies(count, 0.0));
    int[] done = new int[1];
    boolean finished =
        cluster.run(
            what,
            pieces,
            (piece, numbers) -> {
              for (int i = 0; i < numbers.size(); i++) {
                all.set(places.get(piece).get(i), numbers.get(i));
              }
              done[0] += numbers.size();
              watcher.accept(done[0]);
            });
    if (!finished) {
      Thread.currentThread().interrupt();
      throw new CancellationException("Labelling was stopped.");
    }
    return all;
  }
}
