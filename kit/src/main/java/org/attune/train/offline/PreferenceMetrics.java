package org.attune.train.offline;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.ToDoubleFunction;

/**
 * How a policy orders the responses of one example, measured before the update on it.
 *
 * <p>The order is that of the log-ratios log π − log ref if the method has a reference, and
 * otherwise that of the mean log-probabilities.
 *
 * @param margin the score of the best response minus that of the worst
 * @param chosen mean log-probability per token of the best response
 * @param rejected the same for the worst response
 * @param right number of pairs that the policy orders as the rewards do, with ties as one half
 * @param pairs number of pairs with different rewards
 */
public record PreferenceMetrics(
    double margin, double chosen, double rejected, double right, int pairs) {
  /**
   * Returns the metrics of examples whose responses are consecutive, best first; examples of a
   * single response have none.
   *
   * @param sizes number of responses of each example
   * @param rewards the normalised rewards
   * @param scores the scores by which the policy prefers
   * @param means mean log-probability per token
   */
  public static List<PreferenceMetrics> of(
      List<Integer> sizes, float[] rewards, float[] scores, float[] means) {
    List<PreferenceMetrics> all = new ArrayList<>();
    int first = 0;
    for (int size : sizes) {
      int last = first + size - 1;
      if (size > 1) {
        all.add(of(first, last, rewards, scores, means));
      }
      first += size;
    }
    return all;
  }

  private static PreferenceMetrics of(
      int first, int last, float[] rewards, float[] scores, float[] means) {
    double right = 0;
    int pairs = 0;
    for (int better = first; better < last; better++) {
      for (int worse = better + 1; worse <= last; worse++) {
        if (rewards[better] > rewards[worse]) {
          pairs++;
          int order = Float.compare(scores[better], scores[worse]);
          right += order > 0 ? 1 : order == 0 ? 0.5 : 0;
        }
      }
    }
    return new PreferenceMetrics(
        scores[first] - scores[last], means[first], means[last], right, pairs);
  }

  /**
   * Returns margin and mean log-probabilities, averaged over examples, and the share of pairs in
   * the right order, by name; empty if there are no examples.
   */
  public static Map<String, Double> means(List<PreferenceMetrics> examples) {
    Map<String, Double> means = new LinkedHashMap<>();
    if (!examples.isEmpty()) {
      means.put("margin", sum(examples, PreferenceMetrics::margin) / examples.size());
      means.put("chosen log-prob", sum(examples, PreferenceMetrics::chosen) / examples.size());
      means.put("rejected log-prob", sum(examples, PreferenceMetrics::rejected) / examples.size());
    }
    double pairs = sum(examples, PreferenceMetrics::pairs);
    if (pairs > 0) {
      means.put("accuracy", sum(examples, PreferenceMetrics::right) / pairs);
    }
    return means;
  }

  /**
   * Adds in a plain loop: a stream compensates for rounding, which later Java versions might
   * change.
   */
  private static double sum(
      List<PreferenceMetrics> examples, ToDoubleFunction<PreferenceMetrics> of) {
    double sum = 0;
    for (PreferenceMetrics example : examples) {
      sum += of.applyAsDouble(example);
    }
    return sum;
  }
}
