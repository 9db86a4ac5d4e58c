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
   * with the number of scored responses; it may throw to stop. A scorer that compares gets all of
   * them at once, since those to one prompt must not be divided.
   */
  default List<Double> scores(List<String> prompts, List<String> responses, IntConsumer watcher) {
    if (comparesOnly()) {
      List<Double> compared = scores(prompts, responses);
      watcher.accept(responses.size());
      return compared;
    }
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
   * Returns whether this scorer only compares responses with each other, as a preference model
   * does; a single response then has no meaningful score.
   */
  default boolean comparesOnly() {
    return false;
  }

  /** The number of responses after which a watcher hears of the progress. */
  int PORTION = 256;
}
