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

  /** Returns one row per pair, the higher mean first; empty if the metric is no mean. */
  static Table of(Measurements measured, List<String> policies, String metric) {
    List<String> above = new ArrayList<>();
    List<String> below = new ArrayList<>();
    List<String> differences = new ArrayList<>();
    List<Double> raw = new ArrayList<>();
    for (int i = 0; i < policies.size(); i++) {
      for (int j = i + 1; j < policies.size(); j++) {
        Measurements.Key one = new Measurements.Key(policies.get(i), metric);
        Measurements.Key other = new Measurements.Key(policies.get(j), metric);
        Optional<Estimate> plain = measured.estimatedDifference(one, other);
        if (plain.isPresent()) {
          boolean turned = plain.get().value() < 0;
          Measurements.Key high = turned ? other : one;
          Measurements.Key low = turned ? one : other;
          Estimate shown = measured.estimatedDifference(high, low).orElseThrow();
          Interval interval = shown.interval();
          above.add(high.policy());
          below.add(low.policy());
          differences.add(Numbers.interval(interval.value(), interval.low(), interval.high()));
          raw.add(Double.isNaN(shown.pValue()) ? 1 : shown.pValue());
        }
      }
    }
    List<Double> adjusted = Holm.adjusted(raw);
    return Table.create(
        "pairs",
        StringColumn.create("policy", above),
        StringColumn.create("other", below),
        StringColumn.create("difference", differences),
        DoubleColumn.create("p (Holm)", adjusted),
        StringColumn.create(
            "verdict",
            adjusted.stream().map(p -> p < LEVEL ? Evaluation.SURELY_ABOVE : "undecided")));
  }
}
