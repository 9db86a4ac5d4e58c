package org.attune;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.attune.method.Method;
import org.attune.sweep.SuccessiveHalving;
import org.attune.util.InvalidInputException;
import org.attune.view.ChartImages;
import org.attune.view.Charts;
import org.attune.view.Curve;
import org.attune.view.Html;
import org.attune.view.HtmlDisplayable;
import org.knowm.xchart.XYChart;
import tech.tablesaw.api.IntColumn;
import tech.tablesaw.api.Table;

/**
 * The result of a search by successive halving: the rungs, the best setting, and a chart.
 *
 * @param <M> the method
 */
public final class HalvingResult<M extends Method> implements HtmlDisplayable {
  private final List<SuccessiveHalving.Rung> plan;
  private final List<SweepResult<M>> rungs;

  HalvingResult(List<SuccessiveHalving.Rung> plan, List<SweepResult<M>> rungs) {
    this.plan = List.copyOf(plan);
    this.rungs = List.copyOf(rungs);
  }

  /** Returns the results of the rungs, from the shortest training to the full one. */
  public List<SweepResult<M>> rungs() {
    return rungs;
  }

  /** Returns the result of the longest trainings so far. */
  public SweepResult<M> last() {
    return rungs.get(rungs.size() - 1);
  }

  /** Returns false when the search was interrupted; it then holds the finished runs. */
  public boolean finished() {
    return rungs.size() == plan.size() && last().finished();
  }

  /** Returns the names of the metrics; the first one decided. */
  public List<String> metrics() {
    return rungs.get(0).metrics();
  }

  /**
   * Returns the method with the best setting among those that trained in full.
   *
   * @throws InvalidInputException if the search was interrupted before its last rung
   */
  public M best() {
    InvalidInputException.unless(
        finished(), "The search was interrupted in rung %d of %d.", rungs.size(), plan.size());
    return last().best(metrics().get(0));
  }

  /** Returns a tidy table: one row per rung, setting and seed. */
  public Table table() {
    Table all = null;
    for (int i = 0; i < rungs.size(); i++) {
      Table part = rungs.get(i).table();
      int[] rung = new int[part.rowCount()];
      Arrays.fill(rung, i + 1);
      part.insertColumn(0, IntColumn.create("rung", rung));
      all = all == null ? part : all.append(part);
    }
    return all.setName("successive halving");
  }

  /** Draws the deciding metric over training steps, one line per setting that got so far. */
  public XYChart chart() {
    String metric = metrics().get(0);
    Map<Integer, List<Double>> lines = new LinkedHashMap<>();
    for (SweepResult<M> rung : rungs) {
      rung.numbers()
          .forEach(
              setting ->
                  lines
                      .computeIfAbsent(setting, key -> new ArrayList<>())
                      .add(rung.of(setting, metric).value()));
    }
    List<Integer> steps = plan.stream().map(SuccessiveHalving.Rung::steps).toList();
    List<Curve> curves = new ArrayList<>();
    lines.forEach(
        (setting, values) ->
            curves.add(
                Curve.of(
                    "setting " + setting,
                    IntStream.range(0, values.size()).mapToDouble(i -> i).toArray(),
                    values.stream().mapToDouble(value -> value).toArray())));
    XYChart chart = Charts.places(metric + " by rung", "steps", metric, steps, curves);
    chart.getStyler().setLegendVisible(curves.size() <= plan.size() * 2);
    return Charts.reference(chart, rungs.get(0).start(metric), "before training");
  }

  @Override
  public String html() {
    String head = "<p><b>" + Html.escape(toString()) + "</b></p>";
    Table last = last().summary();
    return last.isEmpty() ? head : head + ChartImages.html(chart()) + Html.table(last);
  }

  @Override
  public String toString() {
    String steps =
        plan.stream()
            .map(rung -> rung.settings() + " × " + rung.steps() + " steps")
            .collect(Collectors.joining(", "));
    return "SuccessiveHalving(" + steps + (finished() ? ")" : ", interrupted)");
  }
}
