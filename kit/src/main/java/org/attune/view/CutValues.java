package org.attune.view;

import java.awt.Graphics2D;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import org.knowm.xchart.style.AxesChartStyler;

/** Says below a chart how many of its faint values lie above or below the frame. */
final class CutValues extends ChartAnnotations.Mark {
  private static final int BELOW = 43; // about as low as the axis title, which is in the middle

  private final String words;

  private CutValues(String words) {
    this.words = words;
  }

  /** Counts the finite values beyond the vertical axis; nothing if there are none. */
  static Optional<CutValues> of(List<Curve> curves, AxesChartStyler axis) {
    double low = axis.getYAxisMin();
    double high = axis.getYAxisMax();
    double[] all =
        curves.stream()
            .flatMapToDouble(c -> Arrays.stream(c.y()))
            .filter(Double::isFinite)
            .toArray();
    long cut = Arrays.stream(all).filter(value -> value < low || value > high).count();
    String words = "%s of %s steps outside";
    return cut == 0
        ? Optional.empty()
        : Optional.of(
            new CutValues(words.formatted(Numbers.count(cut), Numbers.count(all.length))));
  }

  @Override
  public void paint(Graphics2D g) {
    double bottom = Math.max(getYAxisScreenValueForMin(), getYAxisScreenValueForMax());
    double width = HouseStyle.textWidth(words, HouseStyle.TINY);
    g.setFont(HouseStyle.TINY);
    g.setColor(HouseStyle.MUTED);
    g.drawString(words, (float) (getXAxisScreenValueForMax() - width), (float) (bottom + BELOW));
  }

  @Override
  public String toString() {
    return words;
  }
}
