package org.attune.tune;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import org.attune.method.LearningRateRule;
import org.attune.method.LearningRateSchedule;
import org.attune.method.TrainingConfig;
import org.attune.train.loop.History;
import org.attune.train.loop.StepMetrics;
import org.attune.view.ChartImages;
import org.attune.view.Charts;
import org.attune.view.Curve;
import org.attune.view.Html;
import org.attune.view.HtmlDisplayable;
import org.attune.view.Numbers;
import org.knowm.xchart.XYChart;
import tech.tablesaw.api.DoubleColumn;
import tech.tablesaw.api.Table;

/**
 * A learning-rate range test: a short training at a rate that rises from far too low to far too
 * high, and the suggested rate (Smith 2017, arXiv 1506.01186, "learning-rate finder").
 *
 * <p>The suggestion is a tenth of the rate at which the held-out loss was lowest: at that rate
 * progress and divergence balance over a few steps, and a full training needs a much lower rate.
 * The training is discarded.
 */
public final class LearningRateTest implements HtmlDisplayable {
  private static final int STEPS = 64;
  private static final double MARGIN = 10;
  private static final int ROWS = 12;

  /**
   * The factor from the rule's rate to the end of the range, which begins at a thousandth of its
   * end.
   */
  private static final double ABOVE = 300;

  private final String name;
  private final double rule;
  private final List<StepMetrics> steps;
  private final boolean finished;

  private LearningRateTest(String name, double rule, List<StepMetrics> steps, boolean finished) {
    this.name = name;
    this.rule = rule;
    this.steps = List.copyOf(steps);
    this.finished = finished;
  }

  /** Returns the configuration of the test, given the learning rate of the rule. */
  public static TrainingConfig config(TrainingConfig plan, double rule) {
    return plan.steps(STEPS)
        .warmup(0)
        .schedule(LearningRateSchedule.RISING)
        .learningRate(ABOVE * rule)
        .validation(plan.validation().evaluations(STEPS / 2));
  }

  /**
   * Creates the result from the steps of a training with the configuration of {@link #config}.
   *
   * @param name the method's name
   * @param rule the rate that the rule gives
   * @param steps at least one
   * @param finished whether the training reached its end, or diverged on the way
   */
  public static LearningRateTest of(
      String name, double rule, List<StepMetrics> steps, boolean finished) {
    return new LearningRateTest(name, rule, steps, finished);
  }

  /** Returns false if the test was stopped, so that it says nothing about higher rates. */
  public boolean finished() {
    return finished;
  }

  /** Returns the suggested rate for a full training, to two digits. */
  public double suggestion() {
    List<StepMetrics> measured = measured();
    StepMetrics lowest =
        measured.stream().min(Comparator.comparing(LearningRateTest::loss)).orElseThrow();
    return LearningRateRule.rounded(lowest.rate() / MARGIN);
  }

  /** Returns the steps with a held-out loss, or all steps if nothing was held out. */
  private List<StepMetrics> measured() {
    List<StepMetrics> known =
        steps.stream().filter(s -> s.parts().containsKey(History.HELD_OUT_LOSS)).toList();
    return known.isEmpty() ? steps : known;
  }

  private static double loss(StepMetrics step) {
    return step.parts().getOrDefault(History.HELD_OUT_LOSS, step.loss());
  }

  /** Returns the rate that {@link LearningRateRule} gives without a test. */
  public double rule() {
    return rule;
  }

  /** Returns one row per step: step, learning rate, loss, held-out loss and more. */
  public Table table() {
    return new History(steps).table();
  }

  /** Returns a short table to print: some rates with both losses. */
  public Table summary() {
    List<StepMetrics> some = measured();
    Table table =
        Table.create(
            "learning rates",
            DoubleColumn.create("learning rate"),
            DoubleColumn.create("loss"),
            DoubleColumn.create(History.HELD_OUT_LOSS));
    for (int i = 0; i < some.size(); i += Math.max(1, some.size() / ROWS)) {
      table.doubleColumn(0).append(some.get(i).rate());
      table.doubleColumn(1).append(some.get(i).loss());
      table.doubleColumn(2).append(loss(some.get(i)));
    }
    return table;
  }

  /** Draws both losses over the logarithm of the learning rate. */
  public XYChart chart() {
    List<Curve> curves = new ArrayList<>();
    double[] all = steps.stream().mapToDouble(s -> Math.log10(s.rate())).toArray();
    double[] losses = steps.stream().mapToDouble(StepMetrics::loss).toArray();
    curves.add(Curve.of("training loss", all, losses).smoothed(0.8));
    List<StepMetrics> measured = measured();
    if (measured.size() < steps.size()) {
      double[] x = measured.stream().mapToDouble(s -> Math.log10(s.rate())).toArray();
      double[] y = measured.stream().mapToDouble(LearningRateTest::loss).toArray();
      curves.add(Curve.of(History.HELD_OUT_LOSS, x, y));
    }
    return Charts.lines(name + ": " + this, "log10 of the learning rate", "loss", curves);
  }

  @Override
  public String html() {
    return Html.heading(toString()) + ChartImages.html(chart());
  }

  @Override
  public String toString() {
    return "learning rate %s suggested, %s by the rule%s"
        .formatted(Numbers.text(suggestion()), Numbers.text(rule), finished ? "" : ", interrupted");
  }
}
