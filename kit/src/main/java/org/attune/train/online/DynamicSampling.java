package org.attune.train.online;

import java.util.ArrayList;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Predicate;
import org.attune.data.Equality;
import org.attune.util.RowGroups;

/**
 * Dynamic sampling (Yu et al. 2025, arXiv 2503.14476, §3.2): groups whose scores are equal, which
 * teach nothing, give way to responses to other prompts.
 */
final class DynamicSampling {
  private DynamicSampling() {}

  /** Returns the groups of two or more responses whose scores are equal up to rounding. */
  static Set<Integer> silent(List<Rollout> rows) {
    Map<Integer, List<Rollout>> groups = new LinkedHashMap<>(groups(rows));
    groups.values().removeIf(Predicate.not(DynamicSampling::isSilent));
    return groups.keySet();
  }

  /**
   * Returns a rollout whose silent groups, from the first on, are replaced by those of other
   * responses that are not silent, as far as there are any; each takes the number and place of the
   * one that it replaces.
   */
  static List<Rollout> refilled(List<Rollout> rows, List<Rollout> others) {
    Iterator<List<Rollout>> fresh =
        groups(others).values().stream()
            .filter(Predicate.not(DynamicSampling::isSilent))
            .iterator();
    List<Rollout> refilled = new ArrayList<>();
    groups(rows)
        .forEach(
            (group, members) -> {
              boolean given = isSilent(members) && fresh.hasNext();
              (given ? fresh.next() : members).forEach(row -> refilled.add(row.group(group)));
            });
    return List.copyOf(refilled);
  }

  private static Map<Integer, List<Rollout>> groups(List<Rollout> rows) {
    Map<Integer, List<Rollout>> groups = new LinkedHashMap<>();
    RowGroups.of(rows.stream().map(Rollout::group).toList())
        .forEach((group, places) -> groups.put(group, places.stream().map(rows::get).toList()));
    return groups;
  }

  private static boolean isSilent(List<Rollout> group) {
    return group.size() > 1
        && Equality.areEqual(group.stream().mapToDouble(Rollout::score).toArray());
  }
}
