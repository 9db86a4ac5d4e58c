package org.attune.papers;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.OptionalDouble;
import java.util.Set;
import org.attune.claims.FigureData.FigureRow;
import org.attune.claims.Finding;
import org.attune.evaluate.Interval;
import org.attune.view.Bar;
import org.attune.view.Charts;
import org.attune.view.Numbers;
import org.knowm.xchart.internal.chartpart.Chart;
import tech.tablesaw.api.DoubleColumn;
import tech.tablesaw.api.StringColumn;
import tech.tablesaw.api.Table;

/** Our numbers with their intervals, and the paper's beside them. */
record PaperTable(PaperFigure figure, List<FigureRow> ours) {
  /** Returns the numbers that a finding keeps for a figure. */
  static PaperTable rows(PaperFigure figure, List<FigureRow> rows) {
    return new PaperTable(
        figure, rows.stream().filter(row -> row.figure().equals(figure.name())).toList());
  }

  /** Returns the measures of a finding as one column. */
  static PaperTable measures(PaperFigure figure, Finding finding) {
    return new PaperTable(
        figure,
        finding.measures().stream()
            .map(m -> new FigureRow(figure.name(), m.name(), finding.unit(), m.ours()))
            .toList());
  }

  boolean isEmpty() {
    return ours.isEmpty();
  }

  private List<String> ourColumns() {
    return ours.stream().map(FigureRow::column).distinct().toList();
  }

  private List<String> theirColumns() {
    return figure.theirs().stream().map(PaperNumber::column).distinct().toList();
  }

  /** One column of numbers: ours, or the paper's. */
  private record Column(String name, boolean ours) {}

  /**
   * Returns the columns so that one of ours stands beside the paper's of the same name, which may
   * have more words: perplexity, IMDB perplexity. Those without a counterpart come first.
   */
  private List<Column> columns() {
    List<Column> paired = new ArrayList<>();
    List<Column> single = new ArrayList<>();
    for (String theirs : theirColumns()) {
      ourColumns().stream()
          .filter(theirs::endsWith)
          .findFirst()
          .ifPresent(mine -> paired.add(new Column(mine, true)));
      boolean alone = ourColumns().stream().noneMatch(theirs::endsWith);
      (alone ? single : paired).add(new Column(theirs, false));
    }
    List<Column> all = new ArrayList<>();
    for (String mine : ourColumns()) {
      if (theirColumns().stream().noneMatch(theirs -> theirs.endsWith(mine))) {
        all.add(new Column(mine, true));
      }
    }
    all.addAll(single);
    all.addAll(paired);
    return all;
  }

  private List<String> names() {
    Set<String> names = new LinkedHashSet<>();
    ours.forEach(row -> names.add(row.name()));
    figure.theirs().forEach(number -> names.add(number.row()));
    return List.copyOf(names);
  }

  /** Returns one row per method: our columns with intervals, beside the paper's. */
  Table table() {
    List<String> names = names();
    Table table = Table.create(figure.name(), StringColumn.create("", names));
    for (Column column : columns()) {
      String head = (column.ours() ? "ours, " : "paper, ") + column.name();
      table.addColumns(
          column.ours()
              ? StringColumn.create(head, names.stream().map(n -> cell(ours(n, column.name()))))
              : DoubleColumn.create(head, names.stream().mapToDouble(n -> theirs(n, column))));
    }
    return table;
  }

  private Interval ours(String name, String column) {
    return ours.stream()
        .filter(row -> row.name().equals(name) && row.column().equals(column))
        .map(FigureRow::ours)
        .findFirst()
        .orElse(new Interval(Double.NaN, Double.NaN, Double.NaN, 0, 0));
  }

  private static String cell(Interval interval) {
    return Double.isNaN(interval.value())
        ? Numbers.MISSING
        : Numbers.interval(interval.value(), interval.low(), interval.high());
  }

  private double theirs(String name, Column column) {
    return number(name, column.name()).orElse(Double.NaN);
  }

  private OptionalDouble number(String name, String column) {
    return figure.theirs().stream()
        .filter(number -> number.row().equals(name) && number.column().equals(column))
        .mapToDouble(PaperNumber::value)
        .findFirst();
  }

  /**
   * Returns a chart of each column, ours beside the paper's; columns of a figure of which we have
   * no numbers of the paper are groups of bars in one chart, as the papers draw them.
   */
  Map<String, Chart<?, ?>> charts() {
    Map<String, Chart<?, ?>> charts = new LinkedHashMap<>();
    if (theirColumns().isEmpty() && ourColumns().size() > 1) {
      Map<String, List<Bar>> groups = new LinkedHashMap<>();
      ourColumns().forEach(column -> groups.put(column, ourBars(column)));
      String unit = figure.shows().replaceFirst("\\.$", "");
      charts.put(figure.name() + ", ours", Charts.groups(figure.name() + ", ours", unit, groups));
      return charts;
    }
    for (Column column : columns()) {
      String title = figure.name() + (column.ours() ? ", ours" : ", the paper");
      List<Bar> bars = column.ours() ? ourBars(column.name()) : theirBars(column.name());
      charts.put(title + ", " + column.name(), Charts.bars(title, column.name(), bars));
    }
    return charts;
  }

  private List<Bar> ourBars(String column) {
    return ours.stream()
        .filter(row -> row.column().equals(column))
        .map(row -> new Bar(row.name(), row.ours().value(), row.ours().low(), row.ours().high()))
        .toList();
  }

  private List<Bar> theirBars(String column) {
    List<Bar> bars = new ArrayList<>();
    for (String name : names()) {
      number(name, column).ifPresent(value -> bars.add(new Bar(name, value)));
    }
    return bars;
  }
}
