package org.attune.cli;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.attune.AlignmentResult;
import org.attune.Evaluation;
import org.attune.Provenance;
import org.attune.evaluate.Interval;
import org.attune.train.loop.History;
import org.attune.view.Charts;
import org.attune.view.Curve;
import org.attune.view.Numbers;
import org.attune.view.ReportPage;
import org.attune.view.TextTable;
import org.knowm.xchart.XYChart;
import org.knowm.xchart.internal.chartpart.Chart;
import tech.tablesaw.api.DoubleColumn;
import tech.tablesaw.api.LongColumn;
import tech.tablesaw.api.StringColumn;
import tech.tablesaw.api.Table;

/**
 * Writes the results of the pipeline: tables as CSV, charts as PNG, and one HTML page with
 * everything.
 */
final class RunReport {
  private final Pipeline.Result result;
  private final String judge;

  RunReport(Pipeline.Result result) {
    this.result = result;
    this.judge = result.evaluation().metrics().get(0);
  }

  /** Returns the tables for the terminal, one per decoding, and CA's reward by requested score. */
  String text() {
    StringBuilder text = new StringBuilder();
    for (String decoding : result.evaluation().decodings()) {
      text.append('\n')
          .append(title(decoding))
          .append('\n')
          .append(TextTable.text(narrow(decoding)))
          .append('\n');
    }
    text.append('\n')
        .append("CA by the score it is asked for, answers to the first ")
        .append(prompts(result.asked().table().intColumn("prompts").get(0)))
        .append('\n')
        .append(TextTable.text(asked()));
    return text.toString();
  }

  private String title(String decoding) {
    Interval any = result.evaluation().of("SFT", decoding, judge);
    return (decoding.equals("greedy") ? "Greedy answers" : "Answers sampled at " + decoding)
        + " to "
        + prompts(any.n())
        + ", 95 % intervals "
        + any.scope();
  }

  private static String prompts(int count) {
    return Numbers.counted(count, "prompt", "prompts");
  }

  /** Returns the columns that fit the terminal: judge, win rate, rank score and KL. */
  private Table narrow(String decoding) {
    Table all = result.evaluation().summary(decoding);
    List<String> wanted = new ArrayList<>(List.of("policy", judge, "win rate", "rank score", "KL"));
    return all.selectColumns(wanted.toArray(String[]::new));
  }

  private Table asked() {
    Evaluation evaluation = result.asked();
    String decoding = evaluation.decodings().get(0);
    List<String> values =
        evaluation.policies().stream()
            .map(policy -> evaluation.of(policy, decoding, judge))
            .map(i -> Numbers.interval(i.value(), i.low(), i.high()))
            .toList();
    return Table.create(
        "asked",
        StringColumn.create("asked for", evaluation.policies()),
        StringColumn.create(judge, values));
  }

  /** Writes everything. */
  void write(RunFolder folder, Provenance provenance, String minutes) {
    frames().forEach((name, frame) -> folder.csv(name + ".csv", frame));
    HistoryFiles.write(folder, "history-reward-model", result.reward().history());
    result
        .comparison()
        .alignments()
        .forEach(
            run -> HistoryFiles.write(folder, "history-" + run.method().name(), run.history()));
    Map<String, Chart<?, ?>> charts = charts();
    charts.forEach((name, chart) -> folder.chart(name + ".png", chart));
    folder.text("summary.txt", text().strip() + "\n");
    folder.provenance(provenance);
    Map<String, String> titles = new LinkedHashMap<>();
    result.evaluation().decodings().forEach(decoding -> titles.put(decoding, title(decoding)));
    ReportPage page = new RunPage(result, judge, charts).page(summary(), minutes, titles, stages());
    folder.page("report.html", page.provenance(provenance.facts()));
  }

  private Map<String, Table> frames() {
    Map<String, Table> frames = new LinkedHashMap<>();
    frames.put("evaluation", result.evaluation().table());
    frames.put("asked", result.asked().table());
    frames.put("labels", result.labels().table());
    frames.put("stages", stages());
    frames.put("training", result.comparison().costs());
    frames.put("sampling", result.evaluation().costs());
    result
        .evaluation()
        .decodings()
        .forEach(
            decoding ->
                frames.put(
                    "answers-" + (decoding.equals("greedy") ? "greedy" : "sampled"),
                    result.evaluation().answers(decoding)));
    return frames;
  }

  /** Returns the cost of each stage, as in Hu et al. (2023, arXiv 2308.12050), Table 3. */
  private Table stages() {
    Table stages =
        Table.create(
            "stages",
            StringColumn.create("stage"),
            LongColumn.create("tokens"),
            DoubleColumn.create("seconds"));
    result.first().ifPresent(run -> stage(stages, "SFT on preferred", run.history()));
    stage(stages, "reward model", result.reward().history());
    stage(stages, "labelling", null, result.labels().seconds());
    for (AlignmentResult run : result.comparison().runs().stream().flatMap(List::stream).toList()) {
      String name = run.method().name() + ", seed " + run.method().config().seed();
      stage(stages, name, run.history());
    }
    stage(stages, "evaluation", null, result.evaluation().seconds() + result.asked().seconds());
    return stages;
  }

  private static void stage(Table stages, String name, History history) {
    stage(stages, name, history.tokens(), history.seconds());
  }

  private static void stage(Table stages, String name, Long tokens, double seconds) {
    stages.stringColumn("stage").append(name);
    if (tokens == null) {
      stages.longColumn("tokens").appendMissing();
    } else {
      stages.longColumn("tokens").append(tokens);
    }
    stages.doubleColumn("seconds").append(seconds);
  }

  private Map<String, Chart<?, ?>> charts() {
    String sampled = result.evaluation().decodings().get(0);
    Map<String, Chart<?, ?>> charts = new LinkedHashMap<>();
    charts.put("reward", result.evaluation().chart(judge));
    charts.put("win-rate", result.evaluation().chart("win rate"));
    charts.put("reward-against-kl", result.evaluation().scatter(sampled, "KL", judge));
    charts.put("asked", askedChart());
    result
        .comparison()
        .charts()
        .forEach(chart -> charts.put("training-" + chart.getTitle(), chart));
    charts.put("reward-model", result.reward().chart());
    charts.put("rewards-raw", result.labels().rawChart());
    charts.put("rewards-normalised", result.labels().normalisedChart());
    return charts;
  }

  /** Draws Table 1 of Hu et al. as a curve, which should rise. */
  private XYChart askedChart() {
    Evaluation evaluation = result.asked();
    String decoding = evaluation.decodings().get(0);
    List<Interval> got =
        evaluation.policies().stream()
            .map(policy -> evaluation.of(policy, decoding, judge))
            .toList();
    double[] x = evaluation.policies().stream().mapToDouble(Double::parseDouble).toArray();
    Curve curve =
        Curve.of("CA", x, got.stream().mapToDouble(Interval::value).toArray())
            .band(
                got.stream().mapToDouble(Interval::low).toArray(),
                got.stream().mapToDouble(Interval::high).toArray());
    return Charts.lines(
        "What CA gives when asked", "requested quantile of rewards", judge, List.of(curve));
  }

  /** Summarises the numbers only: the order of the methods, and which gaps are significant. */
  private String summary() {
    String sampled = result.evaluation().decodings().get(0);
    List<String> methods = new ArrayList<>(result.evaluation().policies());
    methods.remove("start");
    methods.sort((a, b) -> Double.compare(value(b, sampled), value(a, sampled)));
    StringBuilder order = new StringBuilder(methods.get(0));
    for (int i = 1; i < methods.size(); i++) {
      boolean apart = isAbove(methods.get(i - 1), methods.get(i), sampled);
      order
          .append(apart ? "; it is above " : ", which cannot be told apart from ")
          .append(methods.get(i));
    }
    return "By mean "
        + judge
        + " at temperature 1: "
        + order
        + ". One method is above another if their paired difference, "
        + result.evaluation().of(methods.get(0), sampled, judge).scope()
        + ", is above 0 at 5 % for all pairs together (Holm). The paper's order is CA > FA > SFT >"
        + " RWR.";
  }

  private boolean isAbove(String policy, String other, String decoding) {
    Table pairs = result.evaluation().pairs(decoding, judge);
    for (int row = 0; row < pairs.rowCount(); row++) {
      if (pairs.getString(row, "policy").equals(policy)
          && pairs.getString(row, "other").equals(other)) {
        return pairs.getString(row, "verdict").equals(Evaluation.SURELY_ABOVE);
      }
    }
    return false;
  }

  private double value(String policy, String decoding) {
    return result.evaluation().of(policy, decoding, judge).value();
  }

  /** Returns the summary sentence for the terminal. */
  String verdict() {
    return summary();
  }
}
