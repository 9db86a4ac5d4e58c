package org.attune.claims;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import org.attune.evaluate.Estimate;
import org.attune.evaluate.Interval;
import org.attune.view.Bar;
import org.attune.view.Charts;
import org.knowm.xchart.CategoryChart;

/**
 * The result of re-testing a claim.
 *
 * @param unit the unit of the measures
 * @param measures the numbers behind the evidence, for the chart
 * @param evidence the evidence for the verdict
 * @param gates the conditions for testing the claim
 * @param alpha the two-sided error level of the verdict
 * @param figures what the papers' figures need besides; empty in files older than them
 */
public record Finding(
    String unit,
    List<Measure> measures,
    List<Evidence> evidence,
    List<Gate> gates,
    double alpha,
    Optional<FigureData> figures) {
  /** Copies the lists. */
  public Finding {
    measures = List.copyOf(measures);
    evidence = List.copyOf(evidence);
    gates = List.copyOf(gates);
  }

  /** Creates a finding without figures. */
  public Finding(
      String unit,
      List<Measure> measures,
      List<Evidence> evidence,
      List<Gate> gates,
      double alpha) {
    this(unit, measures, evidence, gates, alpha, Optional.empty());
  }

  /** Creates a finding without gates, for a single look. */
  public Finding(String unit, List<Measure> measures, List<Evidence> evidence) {
    this(unit, measures, evidence, List.of(), Looks.ALPHA);
  }

  /** A named number with its interval. */
  public record Measure(String name, Interval ours) {
    /** Creates a measure from an estimate. */
    public Measure(String name, Estimate ours) {
      this(name, ours.interval());
    }
  }

  /** Returns this finding with gates. */
  Finding gates(Gate... needed) {
    return new Finding(unit, measures, evidence, List.of(needed), alpha, figures);
  }

  /** Returns this finding with another error level. */
  Finding alpha(double error) {
    return new Finding(unit, measures, evidence, gates, error, figures);
  }

  /** Returns this finding with what the papers' figures need. */
  Finding figures(FigureData data) {
    return new Finding(unit, measures, evidence, gates, alpha, Optional.of(data));
  }

  /** Returns the verdict of all parts, if all gates are passed. */
  public Verdict verdict() {
    return gates.stream().allMatch(Gate::passed)
        ? Conjunction.all(Conjunction.parts(evidence, alpha))
        : Verdict.NOT_REACHED;
  }

  /** Returns all parts and gates as one line of text. */
  public String ours() {
    List<Verdict> verdicts = Conjunction.parts(evidence, alpha);
    List<String> parts = new ArrayList<>();
    for (int i = 0; i < evidence.size(); i++) {
      parts.add(evidence.get(i).text(verdicts.get(i)));
    }
    gates.forEach(gate -> parts.add(gate.toString()));
    return parts.stream().collect(Collectors.joining("; "));
  }

  /** Draws the measures with their intervals. */
  public CategoryChart chart(String title) {
    boolean one = measures.stream().allMatch(measure -> measure.ours().seeds() == 1);
    return Charts.bars(
        one ? title + ", " + Interval.ONE_TRAINING : title,
        unit,
        measures.stream()
            .map(m -> new Bar(m.name(), m.ours().value(), m.ours().low(), m.ours().high()))
            .toList());
  }
}
