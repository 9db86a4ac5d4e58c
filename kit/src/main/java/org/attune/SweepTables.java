package org.attune;

import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.function.BiFunction;
import java.util.function.Function;
import java.util.function.ToDoubleFunction;
import org.attune.evaluate.Interval;
import org.attune.sweep.Setting;
import org.attune.sweep.Trial;
import org.attune.util.InvalidInputException;
import org.attune.view.Numbers;
import tech.tablesaw.api.DoubleColumn;
import tech.tablesaw.api.IntColumn;
import tech.tablesaw.api.LongColumn;
import tech.tablesaw.api.StringColumn;
import tech.tablesaw.api.Table;
import tech.tablesaw.columns.Column;

/**
 * The tables of a sweep: one row per training, or one per setting.
 *
 * @param axes the names of the settings that were varied
 * @param metrics the names of the metrics
 */
record SweepTables(List<String> axes, List<String> metrics) {
  private static final String STEPS = "steps";

  /** The columns that every table has. */
  private static final List<String> COLUMNS =
      List.of("setting", "seed", "last loss", "seconds", "note", "steps taken");

  /** Rejects duplicate column names, ignoring case. */
  static void requireNames(List<String> axes, Collection<String> metrics) {
    Set<String> known = new HashSet<>(COLUMNS);
    for (String axis : axes) {
      InvalidInputException.unless(
          known.add(axis.toLowerCase(Locale.ROOT)),
          "A sweep already has a column '%s'; vary the setting under another name, as in vary(\"my"
              + " %s\", …).",
          axis,
          axis);
    }
    known.add(STEPS);
    for (String metric : metrics) {
      InvalidInputException.unless(
          known.add(metric.toLowerCase(Locale.ROOT)),
          "A metric and another column of the sweep are both called '%s'; give one of them another"
              + " name.",
          metric);
    }
  }

  /** Returns one row per training, with its settings, metrics and costs. */
  Table trials(List<Trial> trials, Function<Trial, ? extends Setting<?>> settingOf) {
    Table table = Table.create("sweep");
    table.addColumns(
        IntColumn.create("setting", trials.stream().mapToInt(Trial::setting).toArray()));
    List<? extends Setting<?>> settings = trials.stream().map(settingOf).toList();
    axes.forEach(axis -> table.addColumns(column(axis, settings)));
    table.addColumns(LongColumn.create("seed", trials.stream().mapToLong(Trial::seed).toArray()));
    metrics.forEach(name -> add(table, trials, name, trial -> trial.metric(name)));
    add(table, trials, "last loss", Trial::loss);
    table.addColumns(
        IntColumn.create(
            axes.stream().anyMatch(STEPS::equalsIgnoreCase) ? "steps taken" : STEPS,
            trials.stream().mapToInt(Trial::steps).toArray()));
    add(table, trials, "seconds", Trial::seconds);
    table.addColumns(StringColumn.create("note", trials.stream().map(Trial::note)));
    return table;
  }

  private static void add(
      Table table, List<Trial> trials, String name, ToDoubleFunction<Trial> value) {
    table.addColumns(DoubleColumn.create(name, trials.stream().mapToDouble(value).toArray()));
  }

  private static Column<?> column(String axis, List<? extends Setting<?>> rows) {
    List<Object> values = rows.stream().map(row -> row.values().get(axis)).toList();
    return values.stream().allMatch(Number.class::isInstance)
        ? DoubleColumn.create(axis, values.stream().map(Number.class::cast).toList())
        : StringColumn.create(axis, values.stream().map(String::valueOf));
  }

  /** Returns one row per setting, with the mean of each metric and its interval over seeds. */
  Table settings(
      List<? extends Setting<?>> done, BiFunction<Integer, String, Interval> intervalOf) {
    Table table = Table.create("settings");
    table.addColumns(
        IntColumn.create("setting", done.stream().mapToInt(Setting::number).toArray()));
    axes.forEach(axis -> table.addColumns(column(axis, done)));
    for (String metric : metrics) {
      List<Interval> all =
          done.stream().map(setting -> intervalOf.apply(setting.number(), metric)).toList();
      table.addColumns(
          StringColumn.create(
              metric,
              Numbers.intervals(
                  all.stream().map(i -> new double[] {i.value(), i.low(), i.high()}).toList())));
    }
    return table;
  }
}
