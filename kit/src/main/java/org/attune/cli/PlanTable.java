package org.attune.cli;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.attune.claims.ConfigControl;
import org.attune.evaluate.Interval;
import org.attune.method.AlignmentMethod;
import org.attune.view.Numbers;
import tech.tablesaw.api.DoubleColumn;
import tech.tablesaw.api.StringColumn;
import tech.tablesaw.api.Table;

/**
 * The table of {@code plans}: a row per training configuration, with what it does to a policy where
 * there is nothing to learn, and where there is.
 */
final class PlanTable {
  /** The fall of the golden reward that counts as harm, in deviations of the reward. */
  static final double MARGIN = 0.15;

  private static final String GRADIENTS =
      "%s: rewards are the only target of a policy gradient, so with random ones each step follows"
          + " noise at full length; its control has equal rewards.";

  private final double margin;
  private final List<String> gradients = new ArrayList<>();
  private final Table table =
      Table.create(
          "plans",
          StringColumn.create("method"),
          DoubleColumn.create("learning rate"),
          StringColumn.create("rewards"),
          DoubleColumn.create("rise"),
          StringColumn.create("control"),
          StringColumn.create("harmless"),
          DoubleColumn.create("held-out before"),
          DoubleColumn.create("held-out after"),
          StringColumn.create("gain"));

  /** Prepares a table for a golden reward with this deviation. */
  PlanTable(double deviation) {
    this.margin = MARGIN * deviation;
  }

  /**
   * Adds a row.
   *
   * @param rewards the rewards of the control: random or equal
   * @param rise the rise of the loss under the control, in nats per token
   * @param control the change of the golden reward under the control
   */
  void control(AlignmentMethod method, double rate, String rewards, double rise, Interval control) {
    if (ConfigControl.equal(method) && !gradients.contains(method.name())) {
      gradients.add(method.name());
    }
    table.stringColumn("method").append(method.name());
    table.doubleColumn("learning rate").append(rate);
    table.stringColumn("rewards").append(rewards);
    table.doubleColumn("rise").append(rise);
    table.stringColumn("control").append(text(control));
    table.stringColumn("harmless").append(verdict(rise, control));
  }

  /** Completes a row; an empty list of losses if none was measured. */
  void gain(List<Double> losses, Interval gain) {
    if (losses.isEmpty()) {
      table.doubleColumn("held-out before").appendMissing();
      table.doubleColumn("held-out after").appendMissing();
    } else {
      table.doubleColumn("held-out before").append(losses.get(0));
      table.doubleColumn("held-out after").append(losses.get(losses.size() - 1));
    }
    table.stringColumn("gain").append(text(gain));
  }

  /** Completes a row whose gain was not measured. */
  void noGain() {
    table.doubleColumn("held-out before").appendMissing();
    table.doubleColumn("held-out after").appendMissing();
    table.stringColumn("gain").append("");
  }

  /**
   * Returns whether a configuration does no harm: neither does the loss rise too far, nor can the
   * golden reward have fallen by the margin.
   */
  private String verdict(double rise, Interval control) {
    if (rise >= ConfigControl.MOST) {
      return "no, the loss rises";
    }
    if (control.high() < -margin) {
      return "no, the reward falls";
    }
    return control.low() > -margin ? "yes" : "undecided";
  }

  /** Returns why some methods cannot pass with random rewards, if the table has any. */
  Optional<String> note() {
    return gradients.isEmpty()
        ? Optional.empty()
        : Optional.of(GRADIENTS.formatted(String.join(", ", gradients)));
  }

  private static String text(Interval interval) {
    return Numbers.interval(interval.value(), interval.low(), interval.high());
  }

  Table table() {
    return table;
  }
}
