package org.attune.reward;

import java.io.Serializable;
import java.util.List;
import java.util.function.IntConsumer;
import java.util.stream.IntStream;
import org.attune.cluster.Cluster;
import org.attune.data.ResponseScorer;

/**
 * A reward function: the quality of a response to a prompt. Any lambda {@code (prompt, response) ->
 * number} is a reward.
 *
 * <p>A reward that is faster in batches overrides {@link #scores}.
 */
@FunctionalInterface
public interface Reward extends ResponseScorer, Serializable {
  /** Returns the raw reward of one response. */
  @Override
  double score(String prompt, String response);

  /**
   * Returns the raw rewards of many responses, {@code responses.get(i)} answering {@code
   * prompts.get(i)}.
   */
  @Override
  default List<Double> scores(List<String> prompts, List<String> responses) {
    return ResponseScorer.super.scores(prompts, responses);
  }

  /**
   * Returns the raw rewards in portions; all at once if this reward compares responses with each
   * other, since those to one prompt must not be divided.
   */
  @Override
  default List<Double> scores(List<String> prompts, List<String> responses, IntConsumer watcher) {
    if (!comparesOnly()) {
      return ResponseScorer.super.scores(prompts, responses, watcher);
    }
    List<Double> scores = scores(prompts, responses);
    watcher.accept(responses.size());
    return scores;
  }

  /**
   * Returns this reward, computed on a cluster: {@code data.rewardLabel(reward.on(cluster))}. Texts
   * are scored in pieces of about {@link ClusterReward#PIECE}, whatever the number of workers.
   */
  default Reward on(Cluster cluster) {
    return new ClusterReward(this, cluster);
  }

  /**
   * Returns how much better each first response is than the second to the same prompt: positive if
   * it is better, zero for a tie.
   */
  default List<Double> margins(List<String> prompts, List<String> first, List<String> second) {
    List<Double> ours = scores(prompts, first);
    List<Double> theirs = scores(prompts, second);
    return IntStream.range(0, prompts.size()).mapToObj(i -> ours.get(i) - theirs.get(i)).toList();
  }

  /**
   * Returns whether this reward only compares responses with each other, as a preference model
   * does; a single response then has no meaningful reward.
   */
  default boolean comparesOnly() {
    return false;
  }

  /** Returns the seconds of training of this reward, or 0 if it was not trained. */
  default double trainingSeconds() {
    return 0;
  }
}
