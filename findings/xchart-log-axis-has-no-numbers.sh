#!/bin/sh
# XChart: a logarithmic axis whose values lie between two powers of ten has no numbers at all.
#
# Version: org.knowm.xchart:xchart 3.8.8.
# Seen: left of the plot nothing is drawn for values from 0.2 to 0.9 or from 2 to 5; from 2 to 50 there is one number, 10.
# Expected: at least two numbers, as Matplotlib writes 2 x 10^-1 to 9 x 10^-1 in this case.
# Why it matters: losses between 0.2 and 0.9, the usual ones of preference training, give a curve that cannot be read.
. "$(dirname "$0")/lib/setup.sh"
maven org.knowm.xchart:xchart:3.8.8
cat > "$work/Ticks.java" <<'JAVA'
import java.awt.image.BufferedImage;
import org.knowm.xchart.*;

public class Ticks {
  public static void main(String[] args) {
    for (double[] values : new double[][] {{0.2, 0.5, 0.9}, {2, 3, 5}, {2, 3, 50}}) {
      XYChart chart = new XYChartBuilder().width(600).height(300).build();
      chart.addSeries("loss", new double[] {1, 2, 3}, values);
      chart.getStyler().setYAxisLogarithmic(true).setLegendVisible(false);
      System.out.println(values[0] + " to " + values[2] + ": " + (ink(BitmapEncoder.getBufferedImage(chart)) > 0 ? "numbers" : "none"));
    }
  }

  /** Counts dark pixels left of the plot, whose white surface begins in column "left". */
  static int ink(BufferedImage image) {
    int left = 0;
    while (image.getRGB(left, 150) != 0xFFFFFFFF) left++;
    int dark = 0;
    for (int x = 0; x < left - 3; x++) for (int y = 0; y < 260; y++) if ((image.getRGB(x, y) & 0xFF) < 60) dark++;
    return dark;
  }
}
JAVA
java_file Ticks
expect <<'SEEN'
0.2 to 0.9: none
2.0 to 5.0: none
2.0 to 50.0: numbers
SEEN
