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
 * What a run cost: seconds of wall-clock time by stage, on whatever device it ran (OFFLINE Table
 * 3).
 *
 * @param name what was paid for, usually a method
 * @param stages seconds by stage, in the order in which they are shown
 */
public record Costs(String name, Map<String, Double> stages) implements HtmlDisplayable {
  /** Learning the reward that labels. */
  public static final String REWARD_MODEL = "reward model";

  /** Letting policies answer. */
  public static final String SAMPLING = "sampling";

  /** Scoring answers by the reward. */
  public static final String LABELLING = "labelling";

  /** Reading all responses once with the frozen start. */
  public static final String REFERENCE = "reference";

  /** Steps of the optimiser, with all that a step needs. */
  public static final String TRAINING = "training";

  /** Writing snapshots to resume from. */
  public static final String CHECKPOINTS = "checkpoints";

  private static final double SECONDS_AN_HOUR = 3600;

  /** Keeps the order of the stages. */
  public Costs {
    stages = Collections.unmodifiableMap(new LinkedHashMap<>(stages));
  }

  /** Returns a bill on which nothing stands yet. */
  public static Costs of(String name) {
    return new Costs(name, Map.of());
  }

  /** Returns this with more seconds for a stage; none at all leaves the stage out. */
  public Costs and(String stage, double seconds) {
    if (seconds <= 0) {
      return this;
    }
    Map<String, Double> more = new LinkedHashMap<>(stages);
    more.merge(stage, seconds, Double::sum);
    return new Costs(name, more);
  }

  /** Returns this with everything on another bill. */
  public Costs and(Costs other) {
    Costs sum = this;
    for (Map.Entry<String, Double> stage : other.stages.entrySet()) {
      sum = sum.and(stage.getKey(), stage.getValue());
    }
    return sum;
  }

  /** Returns the seconds of a stage, 0 for one that did not take place. */
  public double seconds(String stage) {
    return stages.getOrDefault(stage, 0.0);
  }

  /** Returns the seconds of all stages. */
  public double total() {
    return stages.values().stream().mapToDouble(seconds -> seconds).sum();
  }

  /** Returns one row a stage, and one for all: its seconds and its share. */
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
   * Lays runs side by side as OFFLINE Table 3 does: seconds by stage, hours of all, and the share
   * of the dearest run.
   */
  public static Table sideBySide(Costs... runs) {
    return sideBySide(List.of(runs));
  }

  /** Lays a list of runs side by side. */
  public static Table sideBySide(List<Costs> runs) {
    double dearest = runs.stream().mapToDouble(Costs::total).max().orElse(0);
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
            "share of the dearest",
            runs.stream().map(run -> run.total() / Math.max(dearest, Double.MIN_NORMAL)).toList()));
    return table;
  }

  @Override
  public String html() {
    return "<p><b>" + Html.escape(toString()) + "</b></p>" + Html.table(table());
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
