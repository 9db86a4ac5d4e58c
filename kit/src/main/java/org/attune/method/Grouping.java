package org.attune.method;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.stream.IntStream;
import org.attune.data.Equality;
import org.attune.util.RowGroups;

/**
 * How the responses to one prompt become examples: each on its own, in pairs, or all together.
 *
 * <p>An example lists the indices of its responses, best first.
 */
@FunctionalInterface
public interface Grouping {
  /** Every response is one example, whatever its reward. */
  Grouping SINGLES = rewards -> IntStream.range(0, rewards.size()).mapToObj(List::of).toList();

  /** Only the best response; of tied responses the first one. */
  Grouping BEST = rewards -> List.of(List.of(bestFirst(rewards).get(0)));

  /**
   * All responses together, if at least two of them have different rewards; otherwise there is no
   * order to learn.
   */
  Grouping RANKING =
      rewards -> {
        List<Integer> order = bestFirst(rewards);
        boolean tied = rewards.get(order.get(0)) <= rewards.get(order.get(order.size() - 1));
        return tied ? List.of() : List.of(order);
      };

  /** Returns the examples for a prompt whose responses have these rewards; may be empty. */
  List<List<Integer>> examples(List<Double> rewards);

  /**
   * Returns the examples of all groups; they list places among all responses. Rewards that differ
   * only by rounding are equal.
   *
   * @param groups the group of each response
   * @param rewards the reward of each response
   */
  default List<List<Integer>> ofGroups(List<?> groups, List<Double> rewards) {
    List<List<Integer>> examples = new ArrayList<>();
    for (List<Integer> group : RowGroups.of(groups).values()) {
      List<Double> levelled = Equality.levelled(group.stream().map(rewards::get).toList());
      for (List<Integer> example : examples(levelled)) {
        examples.add(example.stream().map(group::get).toList());
      }
    }
    return examples;
  }

  /** Returns the indices of the rewards, highest first; ties keep their order. */
  static List<Integer> bestFirst(List<Double> rewards) {
    return IntStream.range(0, rewards.size())
        .boxed()
        .sorted(Comparator.comparing((Integer i) -> rewards.get(i)).reversed())
        .toList();
  }
}
