package org.attune.data;

import java.util.List;
import java.util.stream.IntStream;

/** Scores responses to prompts, higher being better; every reward is a scorer. */
@FunctionalInterface
public interface ResponseScorer {
  /** Returns the score of one response. */
  double score(String prompt, String response);

  /**
   * Returns the scores of many responses, {@code responses.get(i)} answering {@code
   * prompts.get(i)}.
   */
  default List<Double> scores(List<String> prompts, List<String> responses) {
    return IntStream.range(0, prompts.size())
        .mapToObj(i -> score(prompts.get(i), responses.get(i)))
        .toList();
  }
}
