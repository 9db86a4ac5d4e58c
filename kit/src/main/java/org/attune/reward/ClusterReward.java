package org.attune.reward;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.CancellationException;
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

  /** Scores some texts. */
  private record ScoreTask(Reward reward, List<String> prompts, List<String> responses)
      implements ClusterTask<ArrayList<Double>> {
    @Override
    public ArrayList<Double> run() {
      return new ArrayList<>(reward.scores(prompts, responses));
    }
  }

  @Override
  public double score(String prompt, String response) {
    return reward.score(prompt, response);
  }

  @Override
  public List<Double> scores(List<String> prompts, List<String> responses) {
    List<ScoreTask> pieces = new ArrayList<>();
    for (int from = 0; from < prompts.size(); from += PIECE) {
      int to = Math.min(prompts.size(), from + PIECE);
      pieces.add(
          new ScoreTask(
              reward,
              new ArrayList<>(prompts.subList(from, to)),
              new ArrayList<>(responses.subList(from, to))));
    }
    List<Double> all = new ArrayList<>(Collections.nCopies(prompts.size(), 0.0));
    boolean finished =
        cluster.run(
            "label",
            pieces,
            (piece, scores) -> {
              for (int i = 0; i < scores.size(); i++) {
                all.set(piece * PIECE + i, scores.get(i));
              }
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
