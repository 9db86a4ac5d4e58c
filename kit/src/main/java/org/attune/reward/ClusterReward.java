package org.attune.reward;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.CancellationException;
import java.util.function.IntConsumer;
import org.attune.cluster.Cluster;
import org.attune.cluster.ClusterTask;

/**
 * A reward whose scores are computed on a cluster.
 *
 * @param reward the reward
 * @param cluster where it is computed
 */
public record ClusterReward(Reward reward, Cluster cluster) implements Reward {
  /** The number of texts of a piece: a fixed size, so that scores do not depend on the cluster. */
  public static final int PIECE = 256;

  /** Returns a reward without the cluster that computes it. */
  public static Reward plain(Reward reward) {
    return reward instanceof ClusterReward there ? there.reward() : reward;
  }

  /** Scores some texts. */
  private record ScoreTask(Reward reward, List<String> prompts, List<String> responses)
      implements ClusterTask<List<Double>> {
    @Override
    public List<Double> run() {
      return new ArrayList<>(reward.scores(prompts, responses));
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
    List<ScoreTask> pieces = new ArrayList<>();
    for (int from = 0; from < prompts.size(); from += PIECE) {
      pieces.add(new ScoreTask(reward, part(prompts, from), part(responses, from)));
    }
    return run("label", pieces, prompts.size(), watcher);
  }

  @Override
  public List<Double> margins(List<String> prompts, List<String> first, List<String> second) {
    List<CompareTask> pieces = new ArrayList<>();
    for (int from = 0; from < prompts.size(); from += PIECE) {
      pieces.add(
          new CompareTask(reward, part(prompts, from), part(first, from), part(second, from)));
    }
    return run("compare responses", pieces, prompts.size(), done -> {});
  }

  private static List<String> part(List<String> texts, int from) {
    return new ArrayList<>(texts.subList(from, Math.min(texts.size(), from + PIECE)));
  }

  private List<Double> run(
      String what,
      List<? extends ClusterTask<List<Double>>> pieces,
      int count,
      IntConsumer watcher) {
    List<Double> all = new ArrayList<>(Collections.nCopies(count, 0.0));
    int[] done = new int[1];
    boolean finished =
        cluster.run(
            what,
            pieces,
            (piece, numbers) -> {
              for (int i = 0; i < numbers.size(); i++) {
                all.set(piece * PIECE + i, numbers.get(i));
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
