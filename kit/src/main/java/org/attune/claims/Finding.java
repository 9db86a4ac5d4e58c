package org.attune.claims;

import java.util.List;
import java.util.stream.Collectors;
import org.attune.evaluate.Interval;
import org.attune.view.Bar;
import org.attune.view.Charts;
import org.knowm.xchart.CategoryChart;

/**
 * What re-testing a claim came to.
 *
 * @param unit what the measures are measured in
 * @param measures the numbers behind the evidence, for the chart
 * @param evidence what the verdict follows from
 */
public record Finding(String unit, List<Measure> measures, List<Evidence> evidence) {
  /** Copies the lists. */
  public Finding {
    measures = List.copyOf(measures);
    evidence = List.copyOf(evidence);
  }

  /** A named number with its interval. */
  public record Measure(String name, Interval ours) {}

  /** Returns what all parts together say. */
  public Verdict verdict() {
    return Verdict.all(evidence.stream().map(Evidence::verdict).toList());
  }

  /** Returns all parts in one line. */
  public String ours() {
    return evidence.stream().map(Evidence::toString).collect(Collectors.joining("; "));
  }

  /** Draws the measures with their intervals. */
  public CategoryChart chart(String title) {
    return Charts.bars(
        title,
        unit,
        measures.stream()
            .map(m -> new Bar(m.name(), m.ours().value(), m.ours().low(), m.ours().high()))
            .toList());
  }
}
