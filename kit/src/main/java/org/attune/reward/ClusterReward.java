package org.attune.reward;

import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CancellationException;
import java.util.function.IntConsumer;
import java.util.stream.IntStream;
import org.attune.cluster.Cluster;
import org.attune.cluster.ClusterTask;

/**
 * A reward whose scores are computed on a cluster.
 *
 * @param reward the reward
 * @param cluster where it is computed
 */
public record ClusterReward(Reward reward, Cluster cluster) implements Reward {
  /**
   * The number of texts of a piece; whole batches and groups of compared responses may need more.
   */
  public static final int PIECE = 256;

  /** Returns a reward without the cluster that computes it. */
  public static Reward plain(Reward reward) {
    return reward instanceof ClusterReward there ? there.reward() : reward;
  }

  /** Texts that are scored together. */
  private record Batch(List<String> prompts, List<String> responses) {
    List<Double> scores(Reward reward) {
      return reward instanceof BatchReward own
          ? own.batch(prompts, responses)
          : reward.scores(prompts, responses);
    }
  }

  /** Scores some batches. */
  private record ScoreTask(Reward reward, List<Batch> batches)
      implements ClusterTask<List<Double>> {
    @Override
    public List<Double> run() {
      List<Double> all = new ArrayList<>();
      batches.forEach(batch -> all.addAll(batch.scores(reward)));
      return all;
    }
  }

  /** Compares some texts. */
  private record CompareTask(
      Reward reward, List<String> prompts, List<String> first, List<String> second)
      implements ClusterTask<List<Double>> {
    @Override
    public List<Double> run() {
      return new ArrayList<>(reward.margins(prompts, first, second));
    }
  }

  @Override
  public double score(String prompt, String response) {
    return reward.score(prompt, response);
  }

  @Override
  public List<Double> scores(List<String> prompts, List<String> responses) {
    return scores(prompts, responses, done -> {});
  }

  @Override
  public List<Double> scores(List<String> prompts, List<String> responses, IntConsumer watcher) {
    List<List<List<Integer>>> parts = parts(batches(prompts, responses));
    List<ScoreTask> pieces = new ArrayList<>();
    for (List<List<Integer>> part : parts) {
      pieces.add(
          new ScoreTask(
              reward,
              part.stream().map(b -> new Batch(at(prompts, b), at(responses, b))).toList()));
    }
    List<List<Integer>> places =
        parts.stream().map(part -> part.stream().flatMap(List::stream).toList()).toList();
    return run("label", pieces, places, watcher);
  }

  @Override
  public List<Double> margins(List<String> prompts, List<String> first, List<String> second) {
    if (reward instanceof BatchReward) {
      return Reward.super.margins(prompts, first, second);
    }
    List<List<Integer>> parts = consecutive(prompts.size());
    List<CompareTask> pieces =
        parts.stream()
            .map(p -> new CompareTask(reward, at(prompts, p), at(first, p), at(second, p)))
            .toList();
    return run("compare responses", pieces, parts, done -> {});
  }

  /** Returns the places of texts that are scored together. */
  private List<List<Integer>> batches(List<String> prompts, List<String> responses) {
    if (reward instanceof BatchReward own) {
      return own.batches(prompts, responses);
    }
    if (!reward.comparesOnly()) {
      return consecutive(prompts.size());
    }
    Map<String, List<Integer>> groups = new LinkedHashMap<>();
    for (int i = 0; i < prompts.size(); i++) {
      groups.computeIfAbsent(prompts.get(i), prompt -> new ArrayList<>()).add(i);
    }
    return List.copyOf(groups.values());
  }

  private static List<List<Integer>> consecutive(int count) {
    List<List<Integer>> all = new ArrayList<>();
    for (int from = 0; from < count; from += PIECE) {
      all.add(IntStream.range(from, Math.min(count, from + PIECE)).boxed().toList());
    }
    return all;
  }

  /** Returns the batches of each piece. */
  private static List<List<List<Integer>>> parts(List<List<Integer>> batches) {
    List<List<List<Integer>>> parts = new ArrayList<>();
    int room = 0;
    for (List<Integer> batch : batches) {
      if (room < batch.size()) {
        parts.add(new ArrayList<>());
        room = PIECE;
      }
      parts.get(parts.size() - 1).add(batch);
      room -= batch.size();
    }
    return parts;
  }

  private static List<String> at(List<String> texts, List<Integer> places) {
    return new ArrayList<>(places.stream().map(texts::get).toList());
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

  /** A reward that compares responses needs all of them in one call. */
  @Override
  public boolean comparesOnly() {
    return reward.comparesOnly();
  }

  @Override
  public double trainingSeconds() {
    return reward.trainingSeconds();
  }

  @Override
  public String toString() {
    return reward.toString();
  }
}
