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
  private LossChart() {}

  /**
   * Draws a column of a history over the steps, smoothed, and the held-out loss if it was measured.
   *
   * @param what the column: {@code loss}, or {@code reward} for an online run
   */
  public static XYChart of(String title, String what, History history) {
    boolean loss = what.equals("loss");
    List<StepMetrics> measured =
        history.steps().stream()
            .filter(step -> loss && step.parts().containsKey(History.HELD_OUT_LOSS))
            .toList();
    List<Curve> heldOut = new ArrayList<>();
    if (!measured.isEmpty()) {
      double[] x = measured.stream().mapToDouble(StepMetrics::step).toArray();
      double[] y =
          measured.stream().mapToDouble(step -> step.parts().get(History.HELD_OUT_LOSS)).toArray();
      heldOut.add(Curve.of(History.HELD_OUT_LOSS, x, y));
    }
    String name = heldOut.isEmpty() ? what : "training loss";
    Curve noisy = Curve.of(history.table(), "step", what).named(name);
    return Charts.training(title, what, smoothing(history.steps().size()), List.of(noisy), heldOut);
  }

  /** The average reaches over about an eighth of the steps, half of them on either side. */
  private static double smoothing(int steps) {
    return 1 - 1 / Math.max(2, steps / 16.0);
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
