package org.attune.cli;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.attune.AlignmentResult;
import org.attune.ComparisonResult;
import org.attune.Evaluation;
import org.attune.Provenance;
import org.attune.evaluate.Interval;
import org.attune.reward.Reward;
import org.attune.view.Costs;
import org.attune.view.Numbers;
import org.attune.view.ReportPage;
import org.attune.view.TextTable;
import org.knowm.xchart.internal.chartpart.Chart;
import tech.tablesaw.api.DoubleColumn;
import tech.tablesaw.api.StringColumn;
import tech.tablesaw.api.Table;

/** Writes a comparison of many methods: a summary table, CSV tables, charts and a page. */
final class CompareReport {
  private static final String WIN_RATE = "win rate";
  private static final String KL = "KL";

  private final ComparisonResult comparison;
  private final Evaluation evaluation;
  private final Optional<Reward> model;
  private final Optional<Reward> truth;

  /**
   * Prepares a report.
   *
   * @param model the reward model that labelled, if any
   * @param truth the true reward, if it is known
   */
  CompareReport(
      ComparisonResult comparison,
      Evaluation evaluation,
      Optional<Reward> model,
      Optional<Reward> truth) {
    this.comparison = comparison;
    this.model = model;
    this.truth = truth;
    this.evaluation = evaluation;
  }

  /** Returns one row per policy, best first, with the minutes of one training. */
  Table table() {
    Table table = evaluation.summary(decoding());
    table.addColumns(
        StringColumn.create(
            "minutes", table.stringColumn("policy").asList().stream().map(this::minutes)));
    double[] judged =
        evaluation.policies().stream().mapToDouble(name -> judged(name).value()).toArray();
    DoubleColumn order = DoubleColumn.create("order", judged);
    table.addColumns(order);
    Table sorted = table.sortDescendingOn("order");
    sorted.removeColumns("order");
    return sorted;
  }

  /**
   * Returns the cost of each method, the mean over seeds, side by side (Hu et al. 2023, arXiv
   * 2308.12050, Table 3).
   */
  Table costs() {
    List<Costs> bills = new ArrayList<>();
    for (int method = 0; method < comparison.alignments().size(); method++) {
      int at = method;
      bills.add(mean(comparison.runs().stream().map(runs -> runs.get(at).costs()).toList()));
    }
    return Costs.sideBySide(bills);
  }

  private static Costs mean(List<Costs> seeds) {
    Costs sum = Costs.of(seeds.get(0).name());
    for (Costs one : seeds) {
      sum = sum.and(one);
    }
    Map<String, Double> mean = new LinkedHashMap<>(sum.stages());
    mean.replaceAll((stage, seconds) -> seconds / seeds.size());
    return new Costs(sum.name(), mean);
  }

  private String decoding() {
    return evaluation.decodings().get(0);
  }

  private Interval judged(String policy) {
    return evaluation.of(policy, decoding(), evaluation.metrics().get(0));
  }

  /** Returns the mean minutes over seeds, including sampling; empty for untrained policies. */
  private String minutes(String policy) {
    List<AlignmentResult> runs =
        comparison.runs().stream()
            .flatMap(List::stream)
            .filter(run -> run.policy().name().equals(policy))
            .toList();
    return runs.isEmpty()
        ? "–"
        : String.format(
            "%.1f",
            runs.stream().mapToDouble(AlignmentResult::seconds).average().orElseThrow() / 60);
  }

  /** Returns the methods with all their settings. */
  String methods() {
    return comparison.alignments().stream().map(run -> run.method().toString()).toList().toString();
  }

  /** Returns the table for the terminal, with five columns. */
  String text() {
    Table all = table();
    List<String> shown = new ArrayList<>(List.of("policy", evaluation.metrics().get(0)));
    shown.addAll(judged() ? List.of(WIN_RATE, KL) : evaluation.metrics().subList(1, 3));
    shown.add("minutes");
    return TextTable.text(all.selectColumns(shown.toArray(String[]::new)))
        + "\n"
        + evaluation.scope()
        + "\nSeconds per stage, including training of the judge and labelling\n"
        + TextTable.text(costs());
  }

  /** Returns the table in Markdown. */
  String markdown() {
    Table all = table();
    StringBuilder text = new StringBuilder();
    text.append("| " + String.join(" | ", all.columnNames()) + " |\n");
    text.append("|" + "---|".repeat(all.columnCount()) + "\n");
    for (int row = 0; row < all.rowCount(); row++) {
      int at = row;
      text.append("| ")
          .append(
              String.join(
                  " | ", all.columnNames().stream().map(name -> all.getString(at, name)).toList()))
          .append(" |\n");
    }
    return text.toString();
  }

  /** Writes everything. */
  void write(RunFolder folder, Provenance provenance, String took) {
    folder.csv("compare.csv", table());
    folder.csv("evaluation.csv", evaluation.table());
    folder.csv("training.csv", comparison.costs());
    folder.csv("costs.csv", costs());
    folder.csv("answers.csv", evaluation.answers(decoding()));
    for (AlignmentResult run : comparison.alignments()) {
      String method = run.method().name().replace(' ', '-');
      HistoryFiles.write(folder, "history-" + method, run.history());
      folder.chart("training-" + method + ".png", run.chart());
    }
    folder.text("compare.md", markdown());
    Map<String, Chart<?, ?>> charts = charts();
    charts.forEach((name, chart) -> folder.chart(name + ".png", chart));
    folder.provenance(provenance);
    folder.page("report.html", page(charts, provenance, took));
  }

  private Map<String, Chart<?, ?>> charts() {
    Map<String, Chart<?, ?>> charts = new LinkedHashMap<>();
    String first = evaluation.metrics().get(0);
    if (!judged()) {
      charts.put("kl", evaluation.chart(first));
      return charts;
    }
    charts.put("reward", evaluation.chart(first));
    charts.put("win-rate", evaluation.chart(WIN_RATE));
    charts.put("reward-against-kl", evaluation.scatter(decoding(), KL, first));
    return charts;
  }

  /** Returns whether a reward judged the answers; methods that use none may be compared without. */
  private boolean judged() {
    return evaluation.metrics().contains(WIN_RATE);
  }

  private static String seeds(int count) {
    return Numbers.counted(count, "seed", "seeds");
  }

  private ReportPage page(Map<String, Chart<?, ?>> charts, Provenance provenance, String took) {
    ReportPage page =
        ReportPage.of("Methods compared")
            .subtitle(seeds(comparison.runs().size()) + ", in " + took)
            .section("Result")
            .table(table(), "Means, answers sampled at " + decoding() + ". " + evaluation.scope());
    for (Chart<?, ?> chart : charts.values()) {
      page = page.chart(chart, "");
    }
    AnswerSections sections = AnswerSections.of(evaluation, decoding());
    page = sections.answers(AnswerSections.pairs(page, evaluation, evaluation.metrics().get(0)));
    if (truth.isPresent()) {
      page = sections.disagreement(page, evaluation, model, truth.get());
    }
    page = sections.tokens(page, comparison.policies());
    return page.section("Training")
        .charts(comparison.charts(), "Losses of the first seed; each method has its own scale.")
        .table(comparison.costs(), "")
        .section("Costs")
        .table(costs(), "Seconds per stage, mean over seeds for each method.")
        .provenance(provenance.facts());
  }
}
