package org.attune.train.online;

import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import org.attune.Tiny;
import org.attune.model.TokenizedExample;

/** Rollouts of a few tokens. */
final class ToyRollouts {
  private ToyRollouts() {}

  /** Returns responses of several lengths to prompts of several lengths, two to a group. */
  static List<Rollout> six() {
    SplittableRandom random = new SplittableRandom(4);
    List<Rollout> rows = new ArrayList<>();
    for (int i = 0; i < 6; i++) {
      int[] prompt = random.ints(2 + i, 3, Tiny.vocabulary()).toArray();
      int[] response = random.ints(1 + 5 * (i % 4), 3, Tiny.vocabulary()).toArray();
      rows.add(new Rollout("", "", new TokenizedExample(prompt, response), true, i - 2.5, i / 2));
    }
    return rows;
  }
}
