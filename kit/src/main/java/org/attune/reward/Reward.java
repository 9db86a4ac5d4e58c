package org.attune.reward;

import java.util.List;
import java.util.stream.IntStream;

/**
 * How good a response to a prompt is; any lambda {@code (prompt, response) -> number} will do.
 *
 * <p>A reward that is expensive one by one overrides {@link #scores}.
 */
@FunctionalInterface
public interface Reward {
  /** Returns the raw reward of one response. */
  double score(String prompt, String response);

  /**
   * Returns the raw rewards of many responses, {@code responses.get(i)} answering {@code
   * prompts.get(i)}.
   */
  default List<Double> scores(List<String> prompts, List<String> responses) {
    return IntStream.range(0, prompts.size())
        .mapToObj(i -> score(prompts.get(i), responses.get(i)))
        .toList();
  }
}
