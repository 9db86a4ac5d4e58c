package org.attune.cli;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.attune.Policy;
import org.attune.Provenance;
import org.attune.SweepResult;
import org.attune.data.KeptAnswers;
import org.attune.evaluate.Holm;
import org.attune.reward.Reward;
import org.attune.sweep.Setting;
import org.attune.view.ReportPage;
import org.attune.view.TextTable;
import org.knowm.xchart.internal.chartpart.Chart;

/** A sweep as text, as files, and as a page. */
final class SweepReport {
  /** Settings per axis from which it is worth asking which axis matters. */
  private static final int WORTH_COMPARING = 5;

  private final SweepResult<?> swept;
  private final Policy start;
  private final List<String> prompts;
  private final Optional<Reward> judge;
  private final Optional<Reward> truth;
  private final boolean grid;
  private final String metric;

  /**
   * Prepares a report.
   *
   * @param start the policy before training
   * @param prompts the prompts of the evaluation
   * @param judge the reward that judged the settings, if any
   * @param truth the true reward, if it is known
   * @param grid whether all combinations of values were tried, so that axes can be drawn
   */
  SweepReport(
      SweepResult<?> swept,
      Policy start,
      List<String> prompts,
      Optional<Reward> judge,
      Optional<Reward> truth,
      boolean grid) {
    this.swept = swept;
    this.start = start;
    this.prompts = prompts;
    this.judge = judge;
    this.truth = truth;
    this.grid = grid;
    this.metric = swept.metrics().get(0);
  }

  /** Returns one row per setting, which one is best, and which are as good for all one knows. */
  String text() {
    return TextTable.text(swept.summary()) + "\n" + best("\n");
  }

  /** Only a reward says which setting is best: KL and length are neither good nor bad. */
  private String best(String pause) {
    if (judge.isPresent() && swept.ranked(metric).isEmpty()) {
      return "No setting has a finite " + metric + ", so none is best; lower the learning rate.";
    }
    return judge.isPresent()
        ? "Best by " + metric + ": setting " + swept.ranked(metric).get(0).name() + apart(pause)
        : "No reward judged the answers, so there is no best setting; specify a --reward, or"
            + " compare losses and KL.";
  }

  /** Says from how many settings the best one cannot be told apart. */
  private String apart(String pause) {
    String best = swept.ranked(metric).get(0).name();
    List<Holm.ComparedPair> pairs =
        swept.comparisons(metric).stream().filter(pair -> pair.first().equals(best)).toList();
    long open = pairs.stream().filter(pair -> !pair.sure()).count();
    if (pairs.isEmpty()) {
      return "";
    }
    String how = " (5 % for all pairs of settings together, Holm).";
    if (swept.of(swept.ranked(metric).get(0).number(), metric).seeds() < 2) {
      return pause + "One seed does not tell it apart from the others; give --seeds 3.";
    }
    return open == 0
        ? pause + "It is surely above every other setting" + how
        : pause + "It cannot be told apart from " + open + " of " + pairs.size() + " others" + how;
  }

  /** Writes everything; {@code results} is the file that grew with each run. */
  void write(RunFolder folder, String results, Provenance provenance) {
    for (int rung = 1; rung < swept.rungs().size(); rung++) {
      folder.csv("sweep-rung-" + rung + ".csv", swept.rungs().get(rung - 1).table());
    }
    folder.growing(results, swept.table());
    folder.csv("settings.csv", swept.summary());
    ReportPage page = ReportPage.of("Sweep").summary(best(". ")).section("Settings");
    page = page.table(swept.summary(), "Means with Student's 95 % interval over seeds.");
    for (Map.Entry<String, Chart<?, ?>> chart : charts().entrySet()) {
      folder.chart(chart.getKey() + ".png", chart.getValue());
      page = page.chart(chart.getValue(), "");
    }
    if (!swept.ranked(metric).isEmpty() && judge.isPresent()) {
      folder.csv("pairs.csv", swept.pairs(metric));
      page = AnswerSections.pairs(page, swept.pairs(metric), metric, "seed by seed");
    }
    page = new KeptSections(prompts, kept(), start, judge, truth, "first seed").add(page);
    folder.page("report.html", page.provenance(provenance.facts()));
    folder.provenance(provenance);
  }

  /** The best setting, the worst one, and the policy before training. */
  private Map<String, KeptAnswers> kept() {
    Map<String, KeptAnswers> kept = new LinkedHashMap<>();
    List<? extends Setting<?>> ranked = swept.ranked(metric);
    if (!ranked.isEmpty()) {
      keep(kept, ranked.get(0));
      keep(kept, ranked.get(ranked.size() - 1));
      swept.startAnswers().ifPresent(answers -> kept.putIfAbsent(start.name(), answers));
    }
    return kept;
  }

  private void keep(Map<String, KeptAnswers> kept, Setting<?> setting) {
    swept.answers(setting.number()).ifPresent(answers -> kept.put(setting.name(), answers));
  }

  private Map<String, Chart<?, ?>> charts() {
    Map<String, Chart<?, ?>> charts = new LinkedHashMap<>();
    List<String> axes = swept.axes();
    charts.put("parallel", swept.parallel(metric));
    SweepResult<?> first = swept.rungs().get(0);
    if (first.summary().rowCount() >= WORTH_COMPARING * axes.size()) {
      charts.put("importance", first.importanceChart(metric));
    }
    if (swept.rungs().size() > 1) {
      charts.put("rungs", swept.rungChart(metric));
    }
    if (grid) {
      axes.forEach(axis -> charts.put("by-" + axis, swept.chart(axis, metric)));
      for (int i = 1; i < axes.size(); i++) {
        charts.put(
            "map-" + axes.get(0) + "-" + axes.get(i),
            swept.heatMap(axes.get(0), axes.get(i), metric));
      }
    }
    return charts;
  }
}
