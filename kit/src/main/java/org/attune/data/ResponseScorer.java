package org.attune.data;

import java.util.List;
import java.util.stream.IntStream;

/**
 * Anything that gives a response to a prompt a number, better ones a higher one; every reward is
 * one.
 */
@FunctionalInterface
public interface ResponseScorer {
  /** Returns the number of one response. */
  double score(String prompt, String response);

  /**
   * Returns the numbers of many responses, {@code responses.get(i)} answering {@code
   * prompts.get(i)}.
   */
  default List<Double> scores(List<String> prompts, List<String> responses) {
    return IntStream.range(0, prompts.size())
        .mapToObj(i -> score(prompts.get(i), responses.get(i)))
        .toList();
  }
}
