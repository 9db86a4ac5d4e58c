package org.attune.util;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Groups rows that have something in common, such as the responses to one prompt. */
public final class RowGroups {
  private RowGroups() {}

  /** Returns the indices of the rows with each key, in the order of the keys' first rows. */
  public static <K> Map<K, List<Integer>> of(List<? extends K> keys) {
    Map<K, List<Integer>> groups = new LinkedHashMap<>();
    for (int row = 0; row < keys.size(); row++) {
      groups.computeIfAbsent(keys.get(row), key -> new ArrayList<>()).add(row);
    }
    return groups;
  }
}
