package org.attune.method;

import java.util.Comparator;
import java.util.List;
import java.util.stream.IntStream;

/**
 * How the responses to one prompt become examples: each on its own, in pairs, or all together.
 *
 * <p>An example lists the places of its responses, the best first.
 */
@FunctionalInterface
public interface Grouping {
  /** Every response is an example of its own, whatever its reward. */
  Grouping SINGLES = rewards -> IntStream.range(0, rewards.size()).mapToObj(List::of).toList();

  /** The best response alone; of several best ones the first stands for all. */
  Grouping BEST = rewards -> List.of(List.of(bestFirst(rewards).get(0)));

  /**
   * All responses together, if at least two of them have different rewards; the others teach
   * nothing about order.
   */
  Grouping RANKING =
      rewards -> {
        List<Integer> order = bestFirst(rewards);
        boolean tied = rewards.get(order.get(0)) <= rewards.get(order.get(order.size() - 1));
        return tied ? List.of() : List.of(order);
      };

  /** Returns the examples of a prompt whose responses have these rewards; there may be none. */
  List<List<Integer>> examples(List<Double> rewards);

  /** Returns the places of the rewards, the highest first; ties keep the order they came in. */
  static List<Integer> bestFirst(List<Double> rewards) {
    return IntStream.range(0, rewards.size())
        .boxed()
        .sorted(Comparator.comparing((Integer i) -> rewards.get(i)).reversed())
        .toList();
  }
}
