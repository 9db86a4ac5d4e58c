package org.attune.claims;

import java.util.ArrayList;
import java.util.List;
import org.attune.evaluate.Bootstrap;
import org.attune.evaluate.Interval;
import org.attune.evaluate.RatioSamples;
import org.attune.evaluate.StudentInterval;

/**
 * The mean difference of two policies on the same prompts with the same seeds.
 *
 * <p>Its interval must hold for other prompts and for other training seeds, so it reaches as far as
 * the wider of two: the bootstrap over prompts and seeds, and Student's over the seeds' means,
 * which knows that three seeds are few.
 */
final class PairedDifference {
  private PairedDifference() {}

  /** Returns the mean of a − b, given for each seed a number for each prompt. */
  static Interval difference(List<String> prompts, List<List<Double>> a, List<List<Double>> b) {
    List<List<Double>> differences = new ArrayList<>();
    for (int seed = 0; seed < a.size(); seed++) {
      List<Double> row = new ArrayList<>();
      for (int i = 0; i < prompts.size(); i++) {
        row.add(a.get(seed).get(i) - b.get(seed).get(i));
      }
      differences.add(row);
    }
    return mean(prompts, differences);
  }

  /** Returns the mean of numbers given for each seed and prompt. */
  static Interval mean(List<String> prompts, List<List<Double>> seeds) {
    Interval drawn = Bootstrap.of(prompts, seeds.stream().map(RatioSamples::mean).toList());
    List<Double> means =
        seeds.stream()
            .map(row -> row.stream().mapToDouble(value -> value).average().orElseThrow())
            .toList();
    Interval student = StudentInterval.of(means, drawn.n());
    return seeds.size() < 2
        ? drawn
        : new Interval(
            drawn.value(),
            Math.min(drawn.low(), student.low()),
            Math.max(drawn.high(), student.high()),
            drawn.n(),
            seeds.size());
  }
}
