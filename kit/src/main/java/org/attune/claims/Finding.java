package org.attune.claims;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import org.attune.evaluate.Estimate;
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
 * @param gates what had to be reached for the claim to be tested at all
 * @param alpha the two-sided error that the verdict may spend
 */
public record Finding(
    String unit, List<Measure> measures, List<Evidence> evidence, List<Gate> gates, double alpha) {
  /** Copies the lists. */
  public Finding {
    measures = List.copyOf(measures);
    evidence = List.copyOf(evidence);
    gates = List.copyOf(gates);
  }

  /** Makes a finding that needs no gate, to be judged once. */
  public Finding(String unit, List<Measure> measures, List<Evidence> evidence) {
    this(unit, measures, evidence, List.of(), Looks.ALPHA);
  }

  /** A named number with its interval. */
  public record Measure(String name, Interval ours) {
    /** Names an estimate. */
    public Measure(String name, Estimate ours) {
      this(name, ours.interval());
    }
  }

  /** Returns this finding behind gates. */
  Finding gates(Gate... needed) {
    return new Finding(unit, measures, evidence, List.of(needed), alpha);
  }

  /** Returns this finding judged with another error. */
  Finding alpha(double error) {
    return new Finding(unit, measures, evidence, gates, error);
  }

  /** Returns what all parts together say, where the setting was met. */
  public Verdict verdict() {
    return gates.stream().allMatch(Gate::passed)
        ? Conjunction.all(Conjunction.parts(evidence, alpha))
        : Verdict.NOT_REACHED;
  }

  /** Returns all parts and gates in one line. */
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
