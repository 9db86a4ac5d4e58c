package org.attune.train.loop;

import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.TreeSet;
import java.util.function.ToDoubleFunction;
import tech.tablesaw.api.DoubleColumn;
import tech.tablesaw.api.IntColumn;
import tech.tablesaw.api.Table;

/**
 * The training history: all steps of a run.
 *
 * @param steps in order
 */
public record History(List<StepMetrics> steps) {
  /** The part of an online step that counts the groups of responses to one prompt. */
  public static final String GROUPS = "groups";

  /** The part of an online step that counts the groups whose rewards are all equal. */
  public static final String GROUPS_WITHOUT_SIGNAL = "groups without signal";

  /** The part of an online step that holds the mean reward of its rollout. */
  public static final String REWARD = "reward";

  /** The name of the held-out loss among the parts of the steps that measured it. */
  public static final String HELD_OUT_LOSS = "held-out loss";

  /**
   * The name of the score sensitivity: the nats per held-out response that the score in its prompt
   * explains.
   */
  public static final String SCORE_SENSITIVITY = "score sensitivity";

  /** Copies the list. */
  public History {
    steps = List.copyOf(steps);
  }

  /**
   * Returns one row per step: step, epoch, loss, rate, gradient norm, tokens, seconds, tokens/s,
   * parts.
   */
  public Table table() {
    Table table = Table.create("history");
    table.addColumns(
        IntColumn.create("step", steps.stream().mapToInt(StepMetrics::step).toArray()));
    add(table, "epoch", StepMetrics::epoch);
    add(table, "loss", StepMetrics::loss);
    add(table, "learning rate", StepMetrics::rate);
    add(table, "gradient norm", StepMetrics::gradientNorm);
    add(table, "tokens", StepMetrics::tokens);
    add(table, "seconds", StepMetrics::seconds);
    add(table, "tokens/s", step -> step.tokens() / Math.max(1e-9, step.seconds()));
    TreeSet<String> names = new TreeSet<>();
    steps.forEach(step -> names.addAll(step.parts().keySet()));
    names.forEach(name -> add(table, name, step -> step.parts().getOrDefault(name, Double.NaN)));
    return table;
  }

  private void add(Table table, String name, ToDoubleFunction<StepMetrics> value) {
    table.addColumns(DoubleColumn.create(name, steps.stream().mapToDouble(value).toArray()));
  }

  /** Returns the history with one more step. */
  History and(StepMetrics step) {
    List<StepMetrics> longer = new ArrayList<>(steps);
    longer.add(step);
    return new History(longer);
  }

  /** Concatenates histories, with steps and epochs counted continuously. */
  public static History joined(List<History> histories) {
    int total = histories.stream().mapToInt(history -> history.steps().size()).sum();
    List<StepMetrics> all = new ArrayList<>();
    double epochs = 0;
    for (History history : histories) {
      int before = all.size();
      double earlier = epochs;
      history.steps().forEach(step -> all.add(step.after(before, earlier, total)));
      epochs = all.isEmpty() ? 0 : all.get(all.size() - 1).epoch();
    }
    return new History(all);
  }

  /**
   * Returns whether this is an online run in which no group of responses carried signal, because
   * the rewards of each group were equal.
   */
  public boolean isWithoutSignal() {
    return !steps.isEmpty()
        && steps.stream()
            .map(StepMetrics::parts)
            .allMatch(
                parts ->
                    parts.containsKey(GROUPS_WITHOUT_SIGNAL)
                        && parts.get(GROUPS_WITHOUT_SIGNAL) >= parts.get(GROUPS));
  }

  /** Returns the held-out losses in order; empty if nothing was held out. */
  public List<Double> heldOutLosses() {
    return measured(HELD_OUT_LOSS);
  }

  /** Returns the values of a part, of the steps that have it, in order. */
  public List<Double> measured(String part) {
    return steps.stream().map(step -> step.parts().get(part)).filter(Objects::nonNull).toList();
  }

  /** Returns the number of tokens of all steps. */
  public long tokens() {
    return steps.stream().mapToLong(StepMetrics::tokens).sum();
  }

  /** Returns the seconds of all steps. */
  public double seconds() {
    return steps.stream().mapToDouble(StepMetrics::seconds).sum();
  }
}
