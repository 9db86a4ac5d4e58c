package org.attune.data;

import java.util.ArrayList;
import java.util.List;
import java.util.function.IntConsumer;
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

  /**
   * Returns the scores of many responses in portions, after each of which {@code watcher} is called
   * with the number of scored responses; it may throw to stop.
   */
  default List<Double> scores(List<String> prompts, List<String> responses, IntConsumer watcher) {
    List<Double> scores = new ArrayList<>();
    for (int from = 0; from < responses.size(); from += PORTION) {
      int to = Math.min(responses.size(), from + PORTION);
      List<Double> portion = scores(prompts.subList(from, to), responses.subList(from, to));
      if (portion == null) {
        return null; // A mistake of user code, which the caller reports by the reward's name.
      }
      scores.addAll(portion);
      watcher.accept(to);
    }
    return scores;
  }

  /** The number of responses after which a watcher hears of the progress. */
  int PORTION = 256;
}
