package org.attune.sample;

import java.util.ArrayList;
import java.util.List;

/** The distinct prompts of a batch, left-padded, and the prompt of each row. */
final class PromptPrefill {
  private final List<int[]> prompts = new ArrayList<>();
  private final int[] askers;
  private final int longest;

  /** Merges consecutive prompts that are the same array. */
  PromptPrefill(List<int[]> rows) {
    this.askers = new int[rows.size()];
    for (int row = 0; row < rows.size(); row++) {
      if (row == 0 || rows.get(row) != rows.get(row - 1)) {
        prompts.add(rows.get(row));
      }
      askers[row] = prompts.size() - 1;
    }
    this.longest = rows.stream().mapToInt(prompt -> prompt.length).max().orElse(0);
  }

  /** Returns the number of distinct prompts. */
  int size() {
    return prompts.size();
  }

  /** Returns the index of each row's prompt. */
  int[] askers() {
    return askers.clone();
  }

  int longest() {
    return longest;
  }

  /** Returns the left padding of each prompt. */
  int[] padding() {
    return prompts.stream().mapToInt(prompt -> longest - prompt.length).toArray();
  }

  /** Returns the padded ids // (prompts, longest). */
  long[] ids() {
    long[] ids = new long[prompts.size() * longest];
    for (int row = 0; row < prompts.size(); row++) {
      int[] prompt = prompts.get(row);
      for (int i = 0; i < prompt.length; i++) {
        ids[row * longest + longest - prompt.length + i] = prompt[i];
      }
    }
    return ids;
  }
}
