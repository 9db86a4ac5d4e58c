package org.attune.reward;

import java.io.Serializable;
import java.util.List;
import java.util.function.IntConsumer;
import org.attune.cluster.Cluster;
import org.attune.data.ResponseScorer;

/**
 * A reward function: the quality of a response to a prompt. Any lambda {@code (prompt, response) ->
 * number} is a reward.
 *
 * <p>A reward that is faster in batches overrides {@link #scores(List, List)}.
 */
@FunctionalInterface
public interface Reward extends ResponseScorer, Serializable {
  /** Returns the raw reward of one response. */
  @Override
  double score(String prompt, String response);

  /**
   * Returns this reward, computed on a cluster: {@code data.rewardLabel(reward.on(cluster))}. Texts
   * are scored in pieces of about {@link ClusterScorer#PIECE}, whatever the number of workers.
   */
  default Reward on(Cluster cluster) {
    return new OnCluster(this, cluster);
  }

  /** Returns the seconds of training of this reward, or 0 if it was not trained. */
  default double trainingSeconds() {
    return 0;
  }

  /**
   * A reward whose scores are computed on a cluster.
   *
   * @param reward the reward
   * @param cluster where it is computed
   */
  record OnCluster(Reward reward, Cluster cluster) implements Reward {
    /** Returns a reward without the cluster that computes it. */
    public static Reward plain(Reward reward) {
      return reward instanceof OnCluster there ? there.reward() : reward;
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
      return new ClusterScorer(reward, cluster).scores(prompts, responses, watcher);
    }

    @Override
    public List<Double> margins(List<String> prompts, List<String> first, List<String> second) {
      return new ClusterScorer(reward, cluster).margins(prompts, first, second);
    }

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
}
