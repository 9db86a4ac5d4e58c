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

  private List<String> columns() {
    return ours.stream().map(FigureRow::column).distinct().toList();
  }

  private List<String> theirColumns() {
    return figure.theirs().stream().map(PaperNumber::column).distinct().toList();
  }

  private List<String> names() {
    Set<String> names = new LinkedHashSet<>();
    ours.forEach(row -> names.add(row.name()));
    figure.theirs().forEach(number -> names.add(number.row()));
    return List.copyOf(names);
  }

  /** Returns one row per method: our columns with intervals, then the paper's. */
  Table table() {
    List<String> names = names();
    Table table = Table.create(figure.name(), StringColumn.create("", names));
    for (String column : columns()) {
      List<String> cells = names.stream().map(name -> cell(ours(name, column))).toList();
      table.addColumns(StringColumn.create("ours, " + column, cells));
    }
    for (String column : theirColumns()) {
      List<String> cells = names.stream().map(name -> theirs(name, column)).toList();
      table.addColumns(StringColumn.create("paper, " + column, cells));
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

  private String theirs(String name, String column) {
    OptionalDouble value = number(name, column);
    return value.isPresent() ? Numbers.text(value.getAsDouble()) : Numbers.MISSING;
  }

  private OptionalDouble number(String name, String column) {
    return figure.theirs().stream()
        .filter(number -> number.row().equals(name) && number.column().equals(column))
        .mapToDouble(PaperNumber::value)
        .findFirst();
  }

  /** Returns a chart of each of our columns, and one of each of the paper's. */
  Map<String, Chart<?, ?>> charts() {
    Map<String, Chart<?, ?>> charts = new LinkedHashMap<>();
    for (String column : columns()) {
      List<Bar> bars = new ArrayList<>();
      for (FigureRow row : ours) {
        if (row.column().equals(column)) {
          Interval i = row.ours();
          bars.add(new Bar(row.name(), i.value(), i.low(), i.high()));
        }
      }
      String title = figure.name() + ", ours";
      charts.put(title + ", " + column, Charts.bars(title, column, bars));
    }
    for (String column : theirColumns()) {
      List<Bar> bars = new ArrayList<>();
      for (String name : names()) {
        number(name, column).ifPresent(value -> bars.add(new Bar(name, value)));
      }
      String title = figure.name() + ", the paper";
      charts.put(title + ", " + column, Charts.bars(title, column, bars));
    }
    return charts;
  }
}
