package org.attune.claims;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.attune.evaluate.Estimate;
import org.attune.evaluate.MeanSquares;
import org.attune.evaluate.RandomEffects;
import org.attune.evaluate.RatioSamples;

/** Means and mean differences of policies on the same prompts with the same seeds. */
final class PairedDifference {
  private PairedDifference() {}

  /** Returns the mean of a − b, given one number per seed and answer. */
  static Estimate difference(List<String> prompts, List<List<Double>> a, List<List<Double>> b) {
    return mean(prompts, minus(a, b));
  }

  /** Returns the mean of numbers given per seed and answer. */
  static Estimate mean(List<String> prompts, List<List<Double>> seeds) {
    return RandomEffects.mean(
        MeanSquares.of(prompts, seeds.stream().map(RatioSamples::mean).toList()), Optional.empty());
  }

  /** Returns the mean of numbers between 0 and 1, such as right or wrong. */
  static Estimate share(List<String> prompts, List<List<Double>> seeds) {
    return RandomEffects.share(
        MeanSquares.of(prompts, seeds.stream().map(RatioSamples::share).toList()));
  }

  /** Returns a − b for each seed and answer. */
  static List<List<Double>> minus(List<List<Double>> a, List<List<Double>> b) {
    List<List<Double>> differences = new ArrayList<>();
    for (int seed = 0; seed < a.size(); seed++) {
      List<Double> row = new ArrayList<>();
      for (int i = 0; i < a.get(seed).size(); i++) {
        row.add(a.get(seed).get(i) - b.get(seed).get(i));
      }
      differences.add(row);
    }
    return differences;
  }
}
