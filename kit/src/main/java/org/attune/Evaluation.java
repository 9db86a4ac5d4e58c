package org.attune;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.attune.data.ScorerCalls;
import org.attune.evaluate.EvaluationContext;
import org.attune.evaluate.Evaluator;
import org.attune.evaluate.Interval;
import org.attune.reward.Reward;
import org.attune.sample.Completions;
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

/**
 * What came out of letting policies answer prompts: numbers with 95 % intervals, and the answers.
 */
public final class Evaluation implements HtmlDisplayable {
  private final Evaluator.Result result;
  private final Reward shownReward;

  Evaluation(Evaluator.Result result, Reward shownReward) {
    this.result = result;
    this.shownReward = shownReward;
  }

  /** Returns a row for each policy, decoding and metric: value, low, high, prompts, seeds. */
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
        IntColumn.create("seeds", rows.stream().mapToInt(row -> row.interval().seeds()).toArray()));
  }

  /** Returns one row a policy and one column a metric, "value [low, high]", for one decoding. */
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

  /** Returns a measured number with its interval. */
  public Interval of(String policy, String decoding, String metric) {
    return result.rows().stream()
        .filter(
            row ->
                row.policy().equals(policy)
                    && row.decoding().equals(decoding)
                    && row.metric().equals(metric))
        .map(Evaluator.Row::interval)
        .findFirst()
        .orElseThrow(
            () ->
                new InvalidInputException(
                    "Nothing was measured for policy '"
                        + policy
                        + "', decoding '"
                        + decoding
                        + "', metric '"
                        + metric
                        + "'; there are "
                        + policies()
                        + ", "
                        + decodings()
                        + ", "
                        + metrics()
                        + "."));
  }

  private boolean isMeasured(String policy, String decoding, String metric) {
    return result.rows().stream()
        .anyMatch(
            row ->
                row.policy().equals(policy)
                    && row.decoding().equals(decoding)
                    && row.metric().equals(metric));
  }

  private String text(String policy, String decoding, String metric) {
    if (!isMeasured(policy, decoding, metric)) {
      return "not measured";
    }
    Interval interval = of(policy, decoding, metric);
    return Numbers.interval(interval.value(), interval.low(), interval.high());
  }

  /** Returns the policies in the order of the table. */
  public List<String> policies() {
    return distinct(result.rows().stream().map(Evaluator.Row::policy).toList());
  }

  /** Returns the decodings, such as {@code T=1.0} and {@code greedy}. */
  public List<String> decodings() {
    return distinct(result.rows().stream().map(Evaluator.Row::decoding).toList());
  }

  /** Returns the metrics that the summary shows. */
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

  /** Draws a metric's bars, one group a decoding, with intervals. */
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
    return Charts.groups(metric, metric, groups);
  }

  private static Bar bar(String policy, Interval interval) {
    return new Bar(
        policy,
        interval.value(),
        Math.min(interval.low(), interval.value()),
        Math.max(interval.high(), interval.value()));
  }

  /** Draws one metric against another, one point a policy, with both intervals. */
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
    return Charts.scatter(y + " against " + x + ", " + decoding, x, y, spots);
  }

  /** Returns the answers of all policies to the prompt at an index, with their rewards. */
  public List<JudgedAnswer> answers(String decoding, int prompt) {
    List<JudgedAnswer> answers = new ArrayList<>();
    contest(decoding).answers().forEach((name, given) -> answers.add(answer(name, given, prompt)));
    return answers;
  }

  private JudgedAnswer answer(String name, Completions given, int prompt) {
    String text = given.texts().get(prompt);
    return shownReward == null
        ? new JudgedAnswer(name, text)
        : new JudgedAnswer(name, text, shownReward.score(given.prompts().get(prompt), text));
  }

  /** Returns all answers as a frame: prompt, policy, answer, reward. */
  public Table answers(String decoding) {
    List<String> prompts = new ArrayList<>();
    List<String> names = new ArrayList<>();
    List<String> texts = new ArrayList<>();
    List<Double> rewards = new ArrayList<>();
    contest(decoding)
        .answers()
        .forEach(
            (name, given) -> {
              prompts.addAll(given.prompts());
              given.texts().forEach(text -> names.add(name));
              texts.addAll(given.texts());
              rewards.addAll(
                  shownReward == null
                      ? given.texts().stream().map(text -> Double.NaN).toList()
                      : ScorerCalls.scores(shownReward, given.prompts(), given.texts()));
            });
    return Table.create(
        "answers",
        StringColumn.create("prompt", prompts),
        StringColumn.create("policy", names),
        StringColumn.create("answer", texts),
        DoubleColumn.create("reward", rewards));
  }

  /** Returns the prompts that were answered. */
  public List<String> prompts() {
    return result
        .contests()
        .values()
        .iterator()
        .next()
        .answers()
        .values()
        .iterator()
        .next()
        .prompts();
  }

  /** Returns a row a policy and decoding: sampled tokens, seconds, tokens a second, cut prompts. */
  public Table costs() {
    Table costs =
        Table.create(
            "sampling",
            StringColumn.create("policy"),
            StringColumn.create("decoding"),
            DoubleColumn.create("tokens"),
            DoubleColumn.create("seconds"),
            DoubleColumn.create("tokens/s"),
            IntColumn.create("cut prompts"));
    result
        .contests()
        .forEach(
            (decoding, contest) ->
                contest
                    .answers()
                    .forEach(
                        (name, given) -> {
                          costs.stringColumn("policy").append(name);
                          costs.stringColumn("decoding").append(decoding);
                          costs.doubleColumn("tokens").append((double) given.sampledTokens());
                          costs.doubleColumn("seconds").append(given.seconds());
                          costs
                              .doubleColumn("tokens/s")
                              .append(given.sampledTokens() / given.seconds());
                          costs.intColumn("cut prompts").append(given.cutPrompts());
                        }));
    return costs;
  }

  private EvaluationContext contest(String decoding) {
    EvaluationContext contest = result.contests().get(decoding);
    InvalidInputException.unless(
        contest != null,
        "There are no answers decoded with '%s'; there are %s.",
        decoding,
        decodings());
    return contest;
  }

  @Override
  public String html() {
    StringBuilder html = new StringBuilder();
    for (String decoding : decodings()) {
      html.append("<p><b>")
          .append(Html.escape(decoding))
          .append("</b></p>")
          .append(Html.table(summary(decoding)));
    }
    return html.append(ChartImages.html(chart(metrics().get(0)))).toString();
  }

  @Override
  public String toString() {
    return String.format(
        "Evaluation(%d policies, %d prompts, %s)", policies().size(), prompts().size(), metrics());
  }
}
