package org.attune.cli;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.attune.view.Bar;
import org.attune.view.Charts;
import org.attune.view.Curve;
import org.attune.view.JudgedAnswer;
import org.attune.view.ReportPage;
import org.knowm.xchart.internal.chartpart.Chart;
import tech.tablesaw.api.NumericColumn;
import tech.tablesaw.api.StringColumn;
import tech.tablesaw.api.Table;

/** Lays the results of several runs side by side. */
final class RunsReport {
  private static final String HISTORY = "history";
  private static final String ANSWERS = "answers";
  private static final double SMOOTHING = 0.9;
  private static final int SHOWN = 5;

  private final List<RunResults> runs;
  private final Set<String> common; // names of tables that all runs have
  private final Map<String, Table> tables;
  private final Map<String, Chart<?, ?>> charts;

  RunsReport(List<RunResults> runs) {
    this.runs = runs;
    this.common = common();
    this.tables = joined();
    this.charts = drawn();
  }

  private List<String> names() {
    return runs.stream().map(RunResults::name).toList();
  }

  /** Returns the tables that all runs have, joined. */
  Map<String, Table> tables() {
    return tables;
  }

  private Map<String, Table> joined() {
    Map<String, Table> joined = new LinkedHashMap<>();
    for (String name : common) {
      if (!name.startsWith(HISTORY) && !name.startsWith(ANSWERS) && !name.equals("labels")) {
        new JoinedTables(names(), tables(name))
            .join()
            .ifPresent(table -> joined.put(name, table.setName(name)));
      }
    }
    return joined;
  }

  private Set<String> common() {
    Set<String> names = new LinkedHashSet<>(runs.get(0).tables().keySet());
    runs.forEach(run -> names.retainAll(run.tables().keySet()));
    return names;
  }

  private List<Table> tables(String name) {
    return runs.stream().map(run -> run.tables().get(name)).toList();
  }

  /** Returns the charts: the losses of trainings, and the measures of an evaluation. */
  Map<String, Chart<?, ?>> charts() {
    return charts;
  }

  private Map<String, Chart<?, ?>> drawn() {
    Map<String, Chart<?, ?>> drawn = new LinkedHashMap<>();
    if (common.contains("evaluation")) {
      measures(drawn);
    }
    for (String name : common) {
      if (name.startsWith(HISTORY) && tables(name).stream().allMatch(RunsReport::isHistory)) {
        drawn.put(name, losses(name));
      }
    }
    return drawn;
  }

  private static boolean isHistory(Table table) {
    return table.columnNames().containsAll(List.of("step", "loss")) && table.rowCount() > 0;
  }

  private Chart<?, ?> losses(String name) {
    List<Curve> curves = new ArrayList<>();
    for (RunResults run : runs) {
      curves.add(Curve.of(run.tables().get(name), "step", "loss").named(run.name()));
    }
    String of = name.substring(HISTORY.length()).replaceFirst("^-", " of ");
    return Charts.training("Training" + of, "loss", SMOOTHING, curves);
  }

  private void measures(Map<String, Chart<?, ?>> drawn) {
    Table first = runs.get(0).tables().get("evaluation");
    List<String> needed = List.of("policy", "decoding", "metric", "value", "low", "high");
    if (tables("evaluation").stream()
        .anyMatch(table -> !table.columnNames().containsAll(needed) || table.isEmpty())) {
      return;
    }
    String decoding = first.getString(0, "decoding");
    for (String metric : first.stringColumn("metric").unique().asList()) {
      Map<String, List<Bar>> groups = new LinkedHashMap<>();
      for (RunResults run : runs) {
        List<Bar> bars = bars(run.tables().get("evaluation"), decoding, metric);
        if (!bars.isEmpty()) {
          groups.put(run.name(), bars);
        }
      }
      if (groups.size() == runs.size()) {
        drawn.put(metric, Charts.groups(Charts.title(metric + " at " + decoding), metric, groups));
      }
    }
  }

  private static List<Bar> bars(Table table, String decoding, String metric) {
    List<Bar> bars = new ArrayList<>();
    for (int row = 0; row < table.rowCount(); row++) {
      if (table.getString(row, "decoding").equals(decoding)
          && table.getString(row, "metric").equals(metric)) {
        bars.add(
            new Bar(
                table.getString(row, "policy"),
                number(table, row, "value"),
                number(table, row, "low"),
                number(table, row, "high")));
      }
    }
    return bars;
  }

  private static double number(Table table, int row, String column) {
    return table.column(column) instanceof NumericColumn<?> numbers && !numbers.isMissing(row)
        ? numbers.getDouble(row)
        : Double.NaN;
  }

  /** Returns the facts of all runs, those that differ first. */
  Table facts() {
    Set<String> all = new LinkedHashSet<>();
    runs.forEach(run -> all.addAll(run.facts().keySet()));
    List<String> facts = new ArrayList<>();
    all.stream().filter(fact -> !isSame(fact)).forEach(facts::add);
    all.stream().filter(this::isSame).forEach(facts::add);
    Table table = Table.create("facts", StringColumn.create("fact", facts));
    for (RunResults run : runs) {
      table.addColumns(
          StringColumn.create(
              run.name(), facts.stream().map(fact -> run.facts().getOrDefault(fact, "–"))));
    }
    table.addColumns(
        StringColumn.create("", facts.stream().map(fact -> isSame(fact) ? "same" : "differs")));
    return table;
  }

  private boolean isSame(String fact) {
    return runs.stream().map(run -> run.facts().getOrDefault(fact, "")).distinct().count() == 1;
  }

  /** Returns everything as a page. */
  ReportPage page() {
    ReportPage page =
        ReportPage.of("Runs side by side")
            .subtitle(String.join(" and ", names()))
            .section("What differs")
            .table(facts(), "", Integer.MAX_VALUE);
    for (Map.Entry<String, Table> table : tables.entrySet()) {
      page = page.section(table.getKey()).table(table.getValue(), "");
    }
    if (!charts.isEmpty()) {
      page = page.section("Charts").charts(List.copyOf(charts.values()), "");
    }
    return answers(page);
  }

  private ReportPage answers(ReportPage page) {
    for (String name : common) {
      List<String> needed = List.of("prompt", "policy", "answer");
      if (name.startsWith(ANSWERS)
          && tables(name).stream().allMatch(t -> t.columnNames().containsAll(needed))) {
        return changed(page, name);
      }
    }
    return page;
  }

  /** Shows the first answers of a policy of the same name that are not the same. */
  private ReportPage changed(ReportPage page, String name) {
    ReportPage longer = page.section("Answers that differ, of " + name);
    List<Map<AnswerKey, String>> given = tables(name).stream().map(RunsReport::answers).toList();
    int shown = 0;
    for (AnswerKey key : given.get(0).keySet()) {
      List<JudgedAnswer> answers = new ArrayList<>();
      for (int run = 0; run < runs.size(); run++) {
        String text = given.get(run).get(key);
        if (text != null) {
          answers.add(new JudgedAnswer(runs.get(run).name() + ", " + key.policy(), text));
        }
      }
      if (shown < SHOWN
          && answers.size() == runs.size()
          && answers.stream().map(JudgedAnswer::text).distinct().count() > 1) {
        longer = longer.answers(key.prompt(), answers);
        shown++;
      }
    }
    return shown == 0 ? longer.prose("All answers to common prompts are the same.") : longer;
  }

  private record AnswerKey(String prompt, String policy) {}

  /** Returns each policy's first answer to each prompt. */
  private static Map<AnswerKey, String> answers(Table table) {
    Map<AnswerKey, String> answers = new LinkedHashMap<>();
    for (int row = 0; row < table.rowCount(); row++) {
      answers.putIfAbsent(
          new AnswerKey(table.getString(row, "prompt"), table.getString(row, "policy")),
          table.getString(row, "answer"));
    }
    return answers;
  }
}
