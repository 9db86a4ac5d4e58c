package org.attune.cli;

import java.util.ArrayList;
import java.util.List;
import org.attune.Provenance;
import org.attune.curve.CurveMeasure;
import org.attune.curve.CurvePeak;
import org.attune.curve.OverOptimisation;
import org.attune.evaluate.Interval;
import org.attune.view.Numbers;
import org.attune.view.ReportPage;
import org.attune.view.TextTable;
import org.knowm.xchart.XYChart;
import tech.tablesaw.api.DoubleColumn;
import tech.tablesaw.api.StringColumn;
import tech.tablesaw.api.Table;

/** Over-optimisation curves as text, as files, and as a page. */
final class CurveReport {
  private static final String NOTE =
      "Means with their 95 % intervals. The maximum of noisy values is slightly too high; the fall"
          + " is unbiased, because one half of the prompts locates the peak and the other measures"
          + " it. Intervals need two seeds.";

  private final OverOptimisation curves;
  private final List<Row> rows = new ArrayList<>();
  private final List<Gap> gaps = new ArrayList<>();

  private record Row(CurveMeasure measure, CurvePeak peak, Interval fall) {}

  private record Gap(CurveMeasure measure, String above, String below, Interval value) {}

  CurveReport(OverOptimisation curves) {
    this.curves = curves;
    for (CurveMeasure measure : CurveMeasure.values()) {
      for (CurvePeak peak : curves.peaks(measure)) {
        rows.add(new Row(measure, peak, curves.fall(peak.group(), measure)));
      }
      List<String> groups = curves.groups();
      for (int i = 0; i < groups.size(); i++) {
        for (int j = i + 1; j < groups.size(); j++) {
          Interval gap = curves.gap(groups.get(i), groups.get(j), measure);
          gaps.add(new Gap(measure, groups.get(i), groups.get(j), gap));
        }
      }
    }
  }

  /** Returns a table of each curve's maximum. */
  private Table peaks() {
    return Table.create(
        "peaks",
        StringColumn.create("curve", rows.stream().map(row -> row.peak().group())),
        StringColumn.create("measure", rows.stream().map(row -> row.measure().toString())),
        StringColumn.create("peak", rows.stream().map(row -> words(row.peak().value()))),
        StringColumn.create("at KL", rows.stream().map(row -> words(row.peak().kl()))),
        StringColumn.create("at the largest KL", rows.stream().map(row -> words(row.peak().end()))),
        StringColumn.create("fall", rows.stream().map(row -> words(row.fall()))));
  }

  /** Returns a table of the gaps between curves at equal KL. */
  private Table gaps() {
    return Table.create(
        "gaps",
        StringColumn.create("curves", gaps.stream().map(gap -> gap.above() + " − " + gap.below())),
        StringColumn.create("measure", gaps.stream().map(gap -> gap.measure().toString())),
        StringColumn.create("at equal KL", gaps.stream().map(gap -> words(gap.value()))));
  }

  private static String words(Interval interval) {
    return Numbers.interval(interval.value(), interval.low(), interval.high());
  }

  /** Returns both tables for the terminal. */
  String text() {
    String text = TextTable.text(peaks());
    return gaps.isEmpty() ? text : text + "\n" + TextTable.text(gaps());
  }

  /** Writes everything. */
  void write(RunFolder folder, Provenance provenance, String took) {
    folder.csv("curve.csv", curves.table());
    folder.csv("peaks.csv", peakNumbers());
    folder.csv("gaps.csv", gapNumbers());
    XYChart wins = curves.chart(CurveMeasure.WIN_RATE);
    XYChart reward = curves.chart(CurveMeasure.REWARD);
    folder.chart("curve.png", wins);
    folder.chart("curve-reward.png", reward);
    folder.provenance(provenance);
    folder.page("report.html", page(wins, reward, provenance, took));
  }

  private ReportPage page(XYChart wins, XYChart reward, Provenance provenance, String took) {
    ReportPage page =
        ReportPage.of("Over-optimisation")
            .subtitle(curves.prompts().size() + " prompts, in " + took)
            .section("Win rate against the start")
            .chart(wins, "Points, a smooth line through them, and its 95 % band.")
            .section("Reward of the judge")
            .chart(reward, "")
            .section("Where each curve is highest")
            .table(peaks(), NOTE);
    if (!gaps.isEmpty()) {
      page =
          page.section("Distance between the curves")
              .table(gaps(), "Averaged over the range of √KL that both curves reach.");
    }
    return page.section("All points").table(curves.table(), "").provenance(provenance.facts());
  }

  private Table peakNumbers() {
    Table table =
        Table.create(
            "peaks",
            StringColumn.create("curve", rows.stream().map(row -> row.peak().group())),
            StringColumn.create("measure", rows.stream().map(row -> row.measure().toString())));
    numbers(table, "peak", rows.stream().map(row -> row.peak().value()).toList());
    numbers(table, "KL", rows.stream().map(row -> row.peak().kl()).toList());
    numbers(table, "end", rows.stream().map(row -> row.peak().end()).toList());
    numbers(table, "fall", rows.stream().map(Row::fall).toList());
    return table;
  }

  private Table gapNumbers() {
    Table table =
        Table.create(
            "gaps",
            StringColumn.create("above", gaps.stream().map(Gap::above)),
            StringColumn.create("below", gaps.stream().map(Gap::below)),
            StringColumn.create("measure", gaps.stream().map(gap -> gap.measure().toString())));
    numbers(table, "gap", gaps.stream().map(Gap::value).toList());
    return table;
  }

  private static void numbers(Table table, String name, List<Interval> intervals) {
    table.addColumns(
        DoubleColumn.create(name, intervals.stream().map(Interval::value).toList()),
        DoubleColumn.create(name + " low", intervals.stream().map(Interval::low).toList()),
        DoubleColumn.create(name + " high", intervals.stream().map(Interval::high).toList()));
  }
}
