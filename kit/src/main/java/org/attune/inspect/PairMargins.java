package org.attune.inspect;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.attune.data.Pair;
import org.attune.evaluate.NamedPolicy;
import org.attune.model.BatchScorer;
import org.attune.model.PromptEncoder;
import org.attune.model.TokenizedExample;
import org.attune.view.ChartImages;
import org.attune.view.Charts;
import org.attune.view.Curve;
import org.attune.view.Html;
import org.attune.view.HtmlDisplayable;
import org.knowm.xchart.XYChart;
import tech.tablesaw.api.DoubleColumn;
import tech.tablesaw.api.StringColumn;
import tech.tablesaw.api.Table;

/**
 * The margin of each pair over a training: by how many nats the policy prefers the chosen response
 * more than the start does, {@code [log π − log π₀](chosen) − [log π − log π₀](rejected)}.
 *
 * @param policies the names of the policies, the start first
 * @param steps the steps at which they were kept
 * @param pairs the pairs
 * @param margins one list per policy, in the order of the pairs
 */
public record PairMargins(
    List<String> policies, List<Integer> steps, List<Pair> pairs, List<List<Double>> margins)
    implements HtmlDisplayable {
  private static final int BATCH = 16;
  private static final int DRAWN = 12;

  /** Reads the pairs with every policy; the first one is the start. */
  public static PairMargins of(List<NamedPolicy> policies, List<Integer> steps, List<Pair> pairs) {
    List<List<Double>> preferences = policies.stream().map(p -> preferences(p, pairs)).toList();
    List<List<Double>> margins = new ArrayList<>();
    for (List<Double> now : preferences) {
      margins.add(
          IntStream.range(0, pairs.size())
              .mapToObj(i -> now.get(i) - preferences.get(0).get(i))
              .toList());
    }
    return new PairMargins(
        policies.stream().map(NamedPolicy::name).toList(), steps, pairs, margins);
  }

  /** Returns log π(chosen) − log π(rejected) of each pair. */
  private static List<Double> preferences(NamedPolicy policy, List<Pair> pairs) {
    PromptEncoder encoder = new PromptEncoder(policy.model(), policy.layout());
    List<TokenizedExample> texts = new ArrayList<>();
    pairs.forEach(pair -> texts.add(encoder.asked(pair.prompt(), pair.chosen())));
    pairs.forEach(pair -> texts.add(encoder.asked(pair.prompt(), pair.rejected())));
    float[] logProbs = new BatchScorer(policy.model().decoder(), BATCH).logProbs(texts);
    return IntStream.range(0, pairs.size())
        .mapToObj(i -> (double) logProbs[i] - logProbs[pairs.size() + i])
        .toList();
  }

  /** Returns one row per pair: its prompt and its margin at each step. */
  public Table table() {
    Table table =
        Table.create("margins", StringColumn.create("prompt", pairs.stream().map(Pair::prompt)));
    Map<String, List<Double>> columns = new LinkedHashMap<>();
    for (int i = 0; i < steps.size(); i++) {
      columns.put("step " + steps.get(i), margins.get(i));
    }
    columns.forEach((name, values) -> table.addColumns(DoubleColumn.create(name, values)));
    return table;
  }

  /** Draws the mean margin and those of the first pairs over the steps. */
  public XYChart chart() {
    double[] x = steps.stream().mapToDouble(step -> step).toArray();
    List<Curve> curves = new ArrayList<>();
    double[] mean =
        margins.stream()
            .mapToDouble(all -> all.stream().mapToDouble(m -> m).average().orElse(Double.NaN))
            .toArray();
    curves.add(Curve.of("mean of " + pairs.size() + " pairs", x, mean));
    for (int i = 0; i < Math.min(DRAWN, pairs.size()); i++) {
      int pair = i;
      double[] y = margins.stream().mapToDouble(all -> all.get(pair)).toArray();
      curves.add(Curve.of("pair " + (i + 1), x, y));
    }
    return Charts.lines("Margins of pairs", "step", "margin in nats", curves);
  }

  @Override
  public String html() {
    return Html.heading(toString()) + ChartImages.html(chart()) + Html.table(table());
  }

  @Override
  public String toString() {
    List<Double> last = margins.get(margins.size() - 1);
    long right = last.stream().filter(margin -> margin > 0).count();
    return "PairMargins(" + right + " of " + pairs.size() + " pairs moved towards the chosen one)";
  }
}
