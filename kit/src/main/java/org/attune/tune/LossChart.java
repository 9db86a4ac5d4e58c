package org.attune.tune;

import java.util.ArrayList;
import java.util.List;
import org.attune.train.loop.History;
import org.attune.train.loop.StepMetrics;
import org.attune.view.Charts;
import org.attune.view.Curve;
import org.attune.view.Numbers;
import org.knowm.xchart.XYChart;

/** Draws the training loss and the held-out loss. */
public final class LossChart {
  private static final double SMOOTHING = 0.9;

  private LossChart() {}

  /**
   * Draws a column of a history over the steps, smoothed, and the held-out loss if it was measured.
   *
   * @param what the column: {@code loss}, or {@code reward} for an online run
   */
  public static XYChart of(String title, String what, History history) {
    List<Curve> curves = new ArrayList<>();
    curves.add(
        Curve.of(history.table(), "step", what)
            .named(what.equals("loss") ? "training loss" : what)
            .smoothed(SMOOTHING));
    List<StepMetrics> measured =
        history.steps().stream()
            .filter(step -> step.parts().containsKey(History.HELD_OUT_LOSS))
            .toList();
    if (what.equals("loss") && !measured.isEmpty()) {
      double[] x = measured.stream().mapToDouble(StepMetrics::step).toArray();
      double[] y =
          measured.stream().mapToDouble(step -> step.parts().get(History.HELD_OUT_LOSS)).toArray();
      curves.add(Curve.of(History.HELD_OUT_LOSS, x, y));
      return Charts.lines(title, "step", "loss", curves);
    }
    return Charts.training(
        title, what, SMOOTHING, Curve.of(history.table(), "step", what).named(what));
  }

  /** Describes where the held-out loss began and ended, and the score sensitivity. */
  public static String words(History history) {
    List<Double> losses = history.heldOutLosses();
    List<Double> heard = history.measured(History.SCORE_SENSITIVITY);
    String loss =
        losses.isEmpty()
            ? ""
            : String.format(
                ", held-out loss %s → %s",
                Numbers.text(losses.get(0)), Numbers.text(losses.get(losses.size() - 1)));
    return heard.isEmpty()
        ? loss
        : loss
            + String.format(
                ", score explains %s nats per answer", Numbers.text(heard.get(heard.size() - 1)));
  }
}
