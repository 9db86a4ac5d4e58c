package org.attune.view;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import tech.tablesaw.api.DoubleColumn;
import tech.tablesaw.api.StringColumn;
import tech.tablesaw.api.Table;

/**
 * The cost of a run: seconds of wall-clock time by stage, on whatever device it ran (Hu et al.
 * 2023, arXiv 2308.12050, Table 3).
 *
 * @param name what the cost is for, usually a method
 * @param stages seconds by stage, in the order in which they are shown
 */
public record Costs(String name, Map<String, Double> stages) implements HtmlDisplayable {
  /** Training the reward model. */
  public static final String REWARD_MODEL = "reward model";

  /** Sampling answers from policies. */
  public static final String SAMPLING = "sampling";

  /** Scoring answers by the reward. */
  public static final String LABELLING = "labelling";

  /** Scoring all responses once with the frozen reference policy. */
  public static final String REFERENCE = "reference";

  /** Optimiser steps, including forward and backward passes. */
  public static final String TRAINING = "training";

  /** Writing checkpoints. */
  public static final String CHECKPOINTS = "checkpoints";

  private static final double SECONDS_AN_HOUR = 3600;

  /** Keeps the order of the stages. */
  public Costs {
    stages = Collections.unmodifiableMap(new LinkedHashMap<>(stages));
  }

  /** Returns empty costs. */
  public static Costs of(String name) {
    return new Costs(name, Map.of());
  }

  /** Returns these costs with more seconds for a stage; zero seconds omit the stage. */
  public Costs and(String stage, double seconds) {
    if (seconds <= 0) {
      return this;
    }
    Map<String, Double> more = new LinkedHashMap<>(stages);
    more.merge(stage, seconds, Double::sum);
    return new Costs(name, more);
  }

  /** Returns these costs plus others. */
  public Costs and(Costs other) {
    Costs sum = this;
    for (Map.Entry<String, Double> stage : other.stages.entrySet()) {
      sum = sum.and(stage.getKey(), stage.getValue());
    }
    return sum;
  }

  /** Returns the seconds of a stage, 0 if it did not take place. */
  public double seconds(String stage) {
    return stages.getOrDefault(stage, 0.0);
  }

  /** Returns the seconds of all stages. */
  public double total() {
    return stages.values().stream().mapToDouble(seconds -> seconds).sum();
  }

  /** Returns one row per stage, and one for the total: seconds and share. */
  public Table table() {
    List<String> names = Stream.concat(stages.keySet().stream(), Stream.of("all")).toList();
    List<Double> seconds = Stream.concat(stages.values().stream(), Stream.of(total())).toList();
    double whole = Math.max(total(), Double.MIN_NORMAL);
    return Table.create(
        "costs of " + name,
        StringColumn.create("stage", names),
        DoubleColumn.create("seconds", seconds),
        DoubleColumn.create("share", seconds.stream().map(s -> s / whole).toList()));
  }

  /**
   * Returns runs side by side as in Hu et al., Table 3: seconds by stage, total hours, and the
   * fraction of the most expensive run.
   */
  public static Table sideBySide(Costs... runs) {
    return sideBySide(List.of(runs));
  }

  /** Returns a list of runs side by side. */
  public static Table sideBySide(List<Costs> runs) {
    double longest = runs.stream().mapToDouble(Costs::total).max().orElse(0);
    Table table = Table.create("costs");
    table.addColumns(StringColumn.create("method", runs.stream().map(Costs::name)));
    List<String> stages =
        runs.stream().flatMap(run -> run.stages.keySet().stream()).distinct().toList();
    for (String stage : stages) {
      table.addColumns(
          DoubleColumn.create(stage + " s", runs.stream().map(run -> run.seconds(stage)).toList()));
    }
    table.addColumns(
        DoubleColumn.create("hours", runs.stream().map(r -> r.total() / SECONDS_AN_HOUR).toList()),
        DoubleColumn.create(
            "share of the longest",
            runs.stream().map(run -> run.total() / Math.max(longest, Double.MIN_NORMAL)).toList()));
    return table;
  }

  @Override
  public String html() {
    return Html.heading(toString()) + Html.table(table());
  }

  @Override
  public String toString() {
    List<String> parts =
        stages.entrySet().stream()
            .map(stage -> stage.getKey() + " " + Numbers.text(stage.getValue()) + " s")
            .toList();
    return "Costs(" + name + ": " + String.join(", ", parts) + ")";
  }
}
