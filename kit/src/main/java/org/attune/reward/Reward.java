package org.attune.reward;

import java.util.List;
import java.util.stream.IntStream;
import org.attune.data.ResponseScorer;

/**
 * How good a response to a prompt is; any lambda {@code (prompt, response) -> number} will do.
 *
 * <p>A reward that is expensive one by one overrides {@link #scores}.
 */
@FunctionalInterface
public interface Reward extends ResponseScorer {
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
   * Returns how much better each first response is than the second to the same prompt: above zero
   * where it is better, zero for a tie.
   */
  default List<Double> margins(List<String> prompts, List<String> first, List<String> second) {
    List<Double> ours = scores(prompts, first);
    List<Double> theirs = scores(prompts, second);
    return IntStream.range(0, prompts.size()).mapToObj(i -> ours.get(i) - theirs.get(i)).toList();
  }

  /**
   * Returns whether responses are only compared with each other, as a preference model does; one
   * that is asked about alone then has no reward to speak of.
   */
  default boolean comparesOnly() {
    return false;
  }

  /** Returns how many seconds it took to learn this reward, 0 where nothing was learned. */
  default double trainingSeconds() {
    return 0;
  }
}
