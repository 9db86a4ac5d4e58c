package org.attune;

import java.util.List;
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
    return table(
        "policy",
        Holm.pairs(
            policies,
            (one, other) ->
                measured.estimatedDifference(
                    new Measurements.Key(one, metric), new Measurements.Key(other, metric))));
  }

  /** Returns one row per pair, the higher mean first, under the given name of the first column. */
  static Table table(String first, List<Holm.ComparedPair> compared) {
    List<Holm.ComparedPair> pairs = compared.stream().map(Holm.ComparedPair::higherFirst).toList();
    return Table.create(
        "pairs",
        StringColumn.create(first, pairs.stream().map(Holm.ComparedPair::first)),
        StringColumn.create("other", pairs.stream().map(Holm.ComparedPair::second)),
        StringColumn.create(
            "difference", pairs.stream().map(pair -> difference(pair.difference()))),
        DoubleColumn.create(
            "p (Holm)", pairs.stream().mapToDouble(Holm.ComparedPair::pValue).toArray()),
        StringColumn.create("verdict", pairs.stream().map(Holm.ComparedPair::verdict)));
  }

  /** Returns a difference with its interval; one that is the same everywhere has none. */
  private static String difference(Estimate difference) {
    Interval interval = difference.interval();
    return difference.varies()
        ? Numbers.interval(interval.value(), interval.low(), interval.high())
        : Numbers.text(difference.value());
  }
}
