package org.attune.train;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * How a policy orders the responses it learns from, over the examples of one step, seen before that
 * step changes it.
 *
 * <p>The order is that of the log-ratios log π − log ref where the method has a reference, and else
 * that of the mean log-probabilities.
 */
final class PreferenceMetrics {
  private double margin;
  private double chosen;
  private double rejected;
  private double right;
  private long pairs;
  private int groups;

  /** Forgets what it saw. */
  void clear() {
    margin = 0;
    chosen = 0;
    rejected = 0;
    right = 0;
    pairs = 0;
    groups = 0;
  }

  /**
   * Sees some examples, whose responses stand behind each other, the best first.
   *
   * @param sizes responses of each example
   * @param rewards the normalised rewards
   * @param scores what the policy is taken to prefer by
   * @param means mean log-probability of a token
   */
  void see(List<Integer> sizes, float[] rewards, float[] scores, float[] means) {
    int first = 0;
    for (int size : sizes) {
      int last = first + size - 1;
      if (size > 1) {
        groups++;
        margin += scores[first] - scores[last];
        chosen += means[first];
        rejected += means[last];
        count(first, last, rewards, scores);
      }
      first += size;
    }
  }

  private void count(int first, int last, float[] rewards, float[] scores) {
    for (int better = first; better < last; better++) {
      for (int worse = better + 1; worse <= last; worse++) {
        if (rewards[better] > rewards[worse]) {
          pairs++;
          int order = Float.compare(scores[better], scores[worse]);
          right += order > 0 ? 1 : order == 0 ? 0.5 : 0;
        }
      }
    }
  }

  /** Takes over what another has seen of the same step, which then has seen nothing. */
  void take(PreferenceMetrics other) {
    margin += other.margin;
    chosen += other.chosen;
    rejected += other.rejected;
    right += other.right;
    pairs += other.pairs;
    groups += other.groups;
    other.clear();
  }

  /**
   * Returns margin and mean log-probabilities of the best and the worst response, and the share of
   * pairs in the right order, ties one half; nothing where responses stand alone.
   */
  Map<String, Double> parts() {
    Map<String, Double> parts = new LinkedHashMap<>();
    if (groups > 0) {
      parts.put("margin", margin / groups);
      parts.put("chosen log-prob", chosen / groups);
      parts.put("rejected log-prob", rejected / groups);
    }
    if (pairs > 0) {
      parts.put("accuracy", right / pairs);
    }
    return parts;
  }
}
