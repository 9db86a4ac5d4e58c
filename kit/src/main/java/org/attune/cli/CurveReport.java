package org.attune.cli;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.attune.Policy;
import org.attune.Provenance;
import org.attune.curve.CurveMeasure;
import org.attune.curve.CurvePeak;
import org.attune.curve.CurvePoint;
import org.attune.curve.OverOptimisation;
import org.attune.data.KeptAnswers;
import org.attune.evaluate.Holm;
import org.attune.evaluate.Interval;
import org.attune.reward.Reward;
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
          + " is unbiased, because four fifths of the prompts locate the peak and the last measures"
          + " it. Intervals need two seeds.";

  private final OverOptimisation curves;
  private final Policy start;
  private final Optional<Reward> model;
  private final Reward truth;
  private final List<Row> rows = new ArrayList<>();
  private final List<Gap> gaps = new ArrayList<>();

  private record Row(CurveMeasure measure, CurvePeak peak, Interval fall) {}

  private record Gap(CurveMeasure measure, Holm.ComparedPair pair) {}

  /**
   * Prepares a report.
   *
   * @param start the policy before training
   * @param model the reward of the trainings, if one was used
   * @param truth the reward that judges the curves
   */
  CurveReport(OverOptimisation curves, Policy start, Optional<Reward> model, Reward truth) {
    this.curves = curves;
    this.start = start;
    this.model = model;
    this.truth = truth;
    for (CurveMeasure measure : CurveMeasure.values()) {
      for (CurvePeak peak : curves.peaks(measure)) {
        rows.add(new Row(measure, peak, curves.fall(peak.group(), measure)));
      }
      Holm.pairs(
              curves.groups(),
              (one, other) -> Optional.of(curves.estimatedGap(one, other, measure)))
          .forEach(pair -> gaps.add(new Gap(measure, pair)));
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
        StringColumn.create(
            "curves", gaps.stream().map(gap -> gap.pair().first() + " − " + gap.pair().second())),
        StringColumn.create("measure", gaps.stream().map(gap -> gap.measure().toString())),
        StringColumn.create(
            "at equal KL", gaps.stream().map(gap -> words(gap.pair().difference().interval()))),
        DoubleColumn.create("p (Holm)", gaps.stream().map(gap -> gap.pair().pValue()).toList()),
        StringColumn.create("verdict", gaps.stream().map(gap -> gap.pair().verdict())));
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
              .table(
                  gaps(),
                  "Averaged over the range of √KL that both curves reach. 'Surely above' and"
                      + " 'surely below' hold at 5 % for all pairs of a measure together (Holm).");
    }
    page =
        new KeptSections(
                curves.prompts(), kept(), start, model, Optional.of(truth), "temperature 1")
            .add(page);
    return page.section("All points").table(curves.table(), "").provenance(provenance.facts());
  }

  /** The last policy of each curve's first run, and the policy before training. */
  private Map<String, KeptAnswers> kept() {
    Map<String, KeptAnswers> kept = new LinkedHashMap<>();
    for (String group : curves.groups()) {
      curves.points().stream()
          .filter(point -> point.group().equals(group) && point.answers().isPresent())
          .filter(point -> !point.policy().equals(start.name()))
          .findFirst()
          .ifPresent(point -> kept.put(point.policy(), point.answers().get()));
    }
    curves.points().stream()
        .filter(point -> point.policy().equals(start.name()) && !kept.isEmpty())
        .findFirst()
        .flatMap(CurvePoint::answers)
        .ifPresent(answers -> kept.put(start.name(), answers));
    return kept;
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
            StringColumn.create("above", gaps.stream().map(gap -> gap.pair().first())),
            StringColumn.create("below", gaps.stream().map(gap -> gap.pair().second())),
            StringColumn.create("measure", gaps.stream().map(gap -> gap.measure().toString())));
    numbers(table, "gap", gaps.stream().map(gap -> gap.pair().difference().interval()).toList());
    return table.addColumns(
        DoubleColumn.create("p (Holm)", gaps.stream().map(gap -> gap.pair().pValue()).toList()),
        StringColumn.create("verdict", gaps.stream().map(gap -> gap.pair().verdict())));
  }

  private static void numbers(Table table, String name, List<Interval> intervals) {
    table.addColumns(
        DoubleColumn.create(name, intervals.stream().map(Interval::value).toList()),
        DoubleColumn.create(name + " low", intervals.stream().map(Interval::low).toList()),
        DoubleColumn.create(name + " high", intervals.stream().map(Interval::high).toList()));
  }
}
