package org.attune;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.ToDoubleFunction;
import org.attune.evaluate.Evaluator;
import org.attune.evaluate.Interval;
import org.attune.evaluate.Measurements;
import org.attune.evaluate.VarianceComponents;
import org.attune.inspect.RewardDisagreement;
import org.attune.reward.Reward;
import org.attune.util.InvalidInputException;
import org.attune.view.Bar;
import org.attune.view.ChartImages;
import org.attune.view.Charts;
import org.attune.view.Html;
import org.attune.view.HtmlDisplayable;
import org.attune.view.JudgedAnswer;
import org.attune.view.Numbers;
import org.attune.view.ScatterPoint;
import org.knowm.xchart.CategoryChart;
import org.knowm.xchart.XYChart;
import tech.tablesaw.api.BooleanColumn;
import tech.tablesaw.api.DoubleColumn;
import tech.tablesaw.api.IntColumn;
import tech.tablesaw.api.StringColumn;
import tech.tablesaw.api.Table;

/** The result of an evaluation: metrics with 95 % intervals, and the answers. */
public final class Evaluation implements HtmlDisplayable {
  private final Evaluator.Result result;
  private final GivenAnswers given;

  Evaluation(Evaluator.Result result, Reward shownReward) {
    this.result = result;
    this.given = new GivenAnswers(result.contests(), shownReward);
  }

  /**
   * Returns one row per policy, decoding and metric: value, low, high, prompts, seeds, and the
   * scope of the interval.
   */
  public Table table() {
    List<Evaluator.Row> rows = result.rows();
    return Table.create(
        "evaluation",
        StringColumn.create("policy", rows.stream().map(Evaluator.Row::policy)),
        StringColumn.create("decoding", rows.stream().map(Evaluator.Row::decoding)),
        StringColumn.create("metric", rows.stream().map(Evaluator.Row::metric)),
        BooleanColumn.create("main", rows.stream().map(Evaluator.Row::main).toList()),
        DoubleColumn.create(
            "value", rows.stream().mapToDouble(row -> row.interval().value()).toArray()),
        DoubleColumn.create(
            "low", rows.stream().mapToDouble(row -> row.interval().low()).toArray()),
        DoubleColumn.create(
            "high", rows.stream().mapToDouble(row -> row.interval().high()).toArray()),
        IntColumn.create("prompts", rows.stream().mapToInt(row -> row.interval().n()).toArray()),
        IntColumn.create("seeds", rows.stream().mapToInt(row -> row.interval().seeds()).toArray()),
        StringColumn.create("interval", rows.stream().map(row -> row.interval().scope())));
  }

  /**
   * Returns one row per policy and one column per metric, "value [low, high]", for one decoding.
   */
  public Table summary(String decoding) {
    Table summary = Table.create(decoding);
    summary.addColumns(StringColumn.create("policy", policies()));
    for (String metric : metrics()) {
      summary.addColumns(
          StringColumn.create(
              metric, policies().stream().map(policy -> text(policy, decoding, metric))));
    }
    return summary;
  }

  /** Returns a metric's value with its interval. */
  public Interval of(String policy, String decoding, String metric) {
    return find(policy, decoding, metric)
        .orElseThrow(
            () ->
                new InvalidInputException(
                    "There is no measurement for policy '%s', decoding '%s', metric '%s'; available: policies %s, decodings %s, metrics %s."
                        .formatted(policy, decoding, metric, policies(), decodings(), metrics())));
  }

  private Optional<Interval> find(String policy, String decoding, String metric) {
    return result.rows().stream()
        .filter(
            row ->
                row.policy().equals(policy)
                    && row.decoding().equals(decoding)
                    && row.metric().equals(metric))
        .map(Evaluator.Row::interval)
        .findFirst();
  }

  private boolean isMeasured(String policy, String decoding, String metric) {
    return find(policy, decoding, metric).isPresent();
  }

  private String text(String policy, String decoding, String metric) {
    return find(policy, decoding, metric)
        .map(found -> Numbers.interval(found.value(), found.low(), found.high()))
        .orElse("not measured");
  }

  /** Returns the policies in the order of the table. */
  public List<String> policies() {
    return distinct(result.rows().stream().map(Evaluator.Row::policy).toList());
  }

  /** Returns the decodings, such as {@code T=1.0} and {@code greedy}. */
  public List<String> decodings() {
    return distinct(result.rows().stream().map(Evaluator.Row::decoding).toList());
  }

  /** Returns the names of the metrics in the summary. */
  public List<String> metrics() {
    return distinct(
        result.rows().stream().filter(Evaluator.Row::main).map(Evaluator.Row::metric).toList());
  }

  private static List<String> distinct(List<String> names) {
    Set<String> set = new LinkedHashSet<>(names);
    return List.copyOf(set);
  }

  /** Returns how long sampling and measuring took. */
  public double seconds() {
    return result.seconds();
  }

  /** Draws a metric as bars with intervals, one group per decoding. */
  public CategoryChart chart(String metric) {
    Map<String, List<Bar>> groups = new LinkedHashMap<>();
    for (String decoding : decodings()) {
      List<Bar> bars =
          policies().stream()
              .filter(policy -> isMeasured(policy, decoding, metric))
              .map(policy -> bar(policy, of(policy, decoding, metric)))
              .toList();
      if (!bars.isEmpty()) {
        groups.put(decoding, bars);
      }
    }
    return Charts.groups(titled(metric), metric, groups);
  }

  private String titled(String title) {
    boolean one = result.rows().get(0).interval().seeds() == 1;
    return Charts.title(one ? title + ", " + Interval.ONE_TRAINING : title);
  }

  private static Bar bar(String policy, Interval interval) {
    return new Bar(
        policy,
        interval.value(),
        Math.min(interval.low(), interval.value()),
        Math.max(interval.high(), interval.value()));
  }

  /** Draws one metric against another, one point per policy, with both intervals. */
  public XYChart scatter(String decoding, String x, String y) {
    List<ScatterPoint> spots = new ArrayList<>();
    for (String policy : policies()) {
      if (!isMeasured(policy, decoding, x) || !isMeasured(policy, decoding, y)) {
        continue;
      }
      Interval across = of(policy, decoding, x);
      Interval upright = of(policy, decoding, y);
      spots.add(
          new ScatterPoint(policy, across.value(), upright.value())
              .across(across.low(), across.high())
              .upright(upright.low(), upright.high()));
    }
    return Charts.scatter(titled(y + " against " + x + ", " + decoding), x, y, spots);
  }

  /** Returns the answers of all policies to the prompt at an index, with their rewards. */
  public List<JudgedAnswer> answers(String decoding, int prompt) {
    return given.to(decoding, prompt);
  }

  /** Returns all answers as a table: prompt, policy, answer, reward. */
  public Table answers(String decoding) {
    return given.table(decoding);
  }

  /**
   * Returns where a reward model and the true reward disagree most about the answers. A reward that
   * was measured is not computed again.
   */
  public RewardDisagreement disagreement(String decoding, Reward model, Reward truth) {
    return given.disagreement(decoding, model, truth);
  }

  /** Returns the prompts that were answered. */
  public List<String> prompts() {
    return result.prompts();
  }

  /**
   * Returns one row per policy and decoding: sampled tokens, seconds, tokens per second, truncated
   * prompts.
   */
  public Table costs() {
    return given.costs();
  }

  /**
   * Returns the difference of a metric between two policies, paired answer by answer. Its interval
   * is far narrower than two separate ones, since both policies share prompts, seeds and random
   * numbers.
   */
  public Interval difference(String policy, String other, String decoding, String metric) {
    of(policy, decoding, metric);
    of(other, decoding, metric);
    return PairTable.difference(result.measured().get(decoding), policy, other, metric).interval();
  }

  /** The verdict of {@link #pairs} where a difference is one. */
  public static final String SURELY_ABOVE = "surely above";

  /** Returns every pair of policies: difference, Holm's p-value over all pairs, and a verdict. */
  public Table pairs(String decoding, String metric) {
    return PairTable.of(result.measured().get(decoding), policies(), metric);
  }

  /**
   * Returns one row per policy, decoding and metric: the standard deviations of prompts, training
   * seeds, their interaction and answers, which show what more of each would bring; NaN where the
   * design does not identify one.
   */
  public Table components() {
    List<Evaluator.Row> rows = result.rows().stream().filter(Evaluator.Row::main).toList();
    List<VarianceComponents> parts =
        rows.stream()
            .map(
                row ->
                    result
                        .measured()
                        .get(row.decoding())
                        .components(new Measurements.Key(row.policy(), row.metric())))
            .toList();
    return Table.create(
        "variance components",
        StringColumn.create("policy", rows.stream().map(Evaluator.Row::policy)),
        StringColumn.create("decoding", rows.stream().map(Evaluator.Row::decoding)),
        StringColumn.create("metric", rows.stream().map(Evaluator.Row::metric)),
        column("prompt", parts, VarianceComponents::prompt),
        column("seed", parts, VarianceComponents::seed),
        column("interaction", parts, VarianceComponents::interaction),
        column("answer", parts, VarianceComponents::answer));
  }

  private static DoubleColumn column(
      String name, List<VarianceComponents> parts, ToDoubleFunction<VarianceComponents> part) {
    return DoubleColumn.create(name, parts.stream().mapToDouble(part).toArray());
  }

  /** Returns the scope of the intervals, in one sentence to print below a table. */
  public String scope() {
    Interval first = result.rows().get(0).interval();
    return first.seeds() > 1
        ? "95 % intervals " + first.scope() + "."
        : "95 % intervals over prompts, "
            + Interval.ONE_TRAINING
            + ": another seed's training may lie outside.";
  }

  @Override
  public String html() {
    StringBuilder html = new StringBuilder();
    for (String decoding : decodings()) {
      html.append(Html.heading(decoding)).append(Html.table(summary(decoding)));
    }
    html.append("<p>").append(Html.escape(scope())).append("</p>");
    return html.append(ChartImages.html(chart(metrics().get(0)))).toString();
  }

  @Override
  public String toString() {
    return String.format(
        "Evaluation(%s, %s, %s)",
        Numbers.counted(policies().size(), "policy", "policies"),
        Numbers.counted(prompts().size(), "prompt", "prompts"),
        metrics());
  }
}
