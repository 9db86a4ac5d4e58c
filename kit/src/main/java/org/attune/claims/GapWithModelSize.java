package org.attune.claims;

import java.util.ArrayList;
import java.util.List;
import org.attune.Policy;
import org.attune.curve.CurveMeasure;
import org.attune.curve.OverOptimisation;
import org.attune.evaluate.Interval;
import org.attune.view.Numbers;

/** Tang et al. 2024, arXiv 2405.08448, Fig. 10 and 11: the gap and the size of the policy. */
final class GapWithModelSize implements Claim {
  @Override
  public String id() {
    return "G8";
  }

  @Override
  public String statement() {
    return "The gap between online and offline stays as the policy grows.";
  }

  @Override
  public String paper() {
    return "Fig. 10 and 11: from T5X-L to T5X-XXL the gap stays";
  }

  @Override
  public String rule() {
    return "IPO at β 0.01 and a rate of 7e-4, from a small model that is pretrained briefly "
        + "and from the bundled one. Both arms learn from as many pairs of the start's "
        + "own kind, two answers to the same prompts, in as many steps: online those of "
        + "the policy of the moment, offline those of the start, all ordered by the first "
        + "seed's reward model. At each size the mean distance of the two curves of the "
        + "win rate over the square roots of KL that both reach must be above 0, less "
        + "than 0.04 not mattering: agrees when both are. Gates, at each size: the reward "
        + "model orders 0.8 of held-out pairs as the judge does, and the online runs end "
        + "at 15 nats or more.";
  }

  @Override
  public Finding test(ClaimContext bench) {
    List<Finding.Measure> measures = new ArrayList<>();
    List<Evidence> evidence = new ArrayList<>();
    List<Gate> gates = new ArrayList<>();
    FigureData figures = FigureData.none();
    for (Policy start : List.of(SmallModel.of(bench), bench.start())) {
      long weights = start.model().config().parameters();
      MatchedRuns twins = new MatchedRuns(bench, start);
      List<List<RunStore.Run>> arms = twins.farArms();
      gates.addAll(List.of(twins.gates(arms.get(0))));
      OverOptimisation curves =
          twins.curve("online", arms.subList(0, 1)).and(twins.curve("offline", arms.subList(1, 2)));
      String size = Numbers.compact((double) weights) + " weights";
      evidence.add(gap(curves, size));
      curves.peaks(CurveMeasure.WIN_RATE).stream()
          .map(peak -> new Finding.Measure(peak.group() + ", " + size, peak.value()))
          .forEach(measures::add);
      figures = best(figures.trends("GAP Fig. 10, " + size, curves), curves, size);
    }
    return new Finding("highest win rate against the start", measures, evidence)
        .gates(gates.toArray(Gate[]::new))
        .figures(figures);
  }

  private static Evidence gap(OverOptimisation curves, String size) {
    return Evidence.better(
        "online − offline, " + size,
        curves.estimatedGap("online", "offline", CurveMeasure.WIN_RATE),
        Instrument.WIN_RATE);
  }

  /** Fig. 11: the 0.9 quantile of all win rates of an arm, as a part of the online one. */
  private static FigureData best(FigureData data, OverOptimisation curves, String size) {
    double online = high(curves, "online");
    FigureData longer = data;
    for (String group : curves.groups()) {
      double part = high(curves, group) / online;
      Interval plain = new Interval(part, Double.NaN, Double.NaN, curves.prompts().size(), 1);
      longer = longer.row("GAP Fig. 11", size, group, plain);
    }
    return longer;
  }

  private static double high(OverOptimisation curves, String group) {
    double[] rates =
        curves.points().stream()
            .filter(point -> point.group().equals(group))
            .mapToDouble(point -> point.mean(CurveMeasure.WIN_RATE))
            .sorted()
            .toArray();
    return rates[(int) Math.round(0.9 * (rates.length - 1))];
  }
}
