package org.attune;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.attune.evaluate.Estimate;
import org.attune.evaluate.Holm;
import org.attune.evaluate.Interval;
import org.attune.evaluate.Measurements;
import org.attune.util.InvalidInputException;
import org.attune.view.Numbers;
import tech.tablesaw.api.DoubleColumn;
import tech.tablesaw.api.StringColumn;
import tech.tablesaw.api.Table;

/** All pairs of policies by one metric, with Holm's correction for their number. */
final class PairTable {
  private static final double LEVEL = 0.05;

  private PairTable() {}

  /** Returns the difference of a metric between two policies, paired answer by answer. */
  static Estimate difference(Measurements measured, String policy, String other, String metric) {
    return measured
        .estimatedDifference(
            new Measurements.Key(policy, metric), new Measurements.Key(other, metric))
        .orElseThrow(
            () ->
                new InvalidInputException(
                    "'"
                        + metric
                        + "' is not a mean over answers, so it has no paired difference."));
  }

  /** Two policies, the one with the higher value first. */
  private record Compared(String above, String below, String difference, double pValue) {
    static Optional<Compared> of(
        Measurements measured, Measurements.Key one, Measurements.Key other) {
      Optional<Estimate> plain = measured.estimatedDifference(one, other);
      return plain.map(
          found ->
              found.value() < 0 ? ordered(measured, other, one) : ordered(measured, one, other));
    }

    private static Compared ordered(
        Measurements measured, Measurements.Key high, Measurements.Key low) {
      Estimate shown = measured.estimatedDifference(high, low).orElseThrow();
      Interval interval = shown.interval();
      return new Compared(
          high.policy(),
          low.policy(),
          Numbers.interval(interval.value(), interval.low(), interval.high()),
          Double.isNaN(shown.pValue()) ? 1 : shown.pValue());
    }
  }

  /** Returns one row per pair, the higher mean first; empty if the metric is no mean. */
  static Table of(Measurements measured, List<String> policies, String metric) {
    List<Compared> pairs = new ArrayList<>();
    for (int i = 0; i < policies.size(); i++) {
      for (int j = i + 1; j < policies.size(); j++) {
        Measurements.Key one = new Measurements.Key(policies.get(i), metric);
        Measurements.Key other = new Measurements.Key(policies.get(j), metric);
        Compared.of(measured, one, other).ifPresent(pairs::add);
      }
    }
    List<Double> adjusted = Holm.adjusted(pairs.stream().map(Compared::pValue).toList());
    return Table.create(
        "pairs",
        StringColumn.create("policy", pairs.stream().map(Compared::above)),
        StringColumn.create("other", pairs.stream().map(Compared::below)),
        StringColumn.create("difference", pairs.stream().map(Compared::difference)),
        DoubleColumn.create("p (Holm)", adjusted),
        StringColumn.create(
            "verdict",
            adjusted.stream().map(p -> p < LEVEL ? Evaluation.SURELY_ABOVE : "undecided")));
  }
}
