#!/bin/sh
# XChart: in a box plot, NaN counts as the greatest value: the median of 1, 2, 3, NaN and NaN is drawn at 3, and the box is not drawn.
#
# Version: org.knowm.xchart:xchart 3.8.8.
# Seen: quartiles are computed from the sorted list with NaN at its end; upper quartiles become NaN and nothing is drawn there, the median moves up. Lines
#   of an XYChart leave NaN out.
# Expected: the box of the values that there are.
# Why it matters: the median is the one mark that is still drawn, and it is wrong.
. "$(dirname "$0")/lib/setup.sh"
maven org.knowm.xchart:xchart:3.8.8
cat > "$work/Boxes.java" <<'JAVA'
import org.knowm.xchart.*;
import org.knowm.xchart.internal.chartpart.BoxPlotDataCalculator;
import org.knowm.xchart.style.BoxStyler;

public class Boxes {
  public static void main(String[] args) throws ReflectiveOperationException {
    double missing = Double.NaN;
    for (double[] rewards : new double[][] {{1, 2, 3}, {1, 2, 3, missing}, {1, 2, 3, missing, missing}, {missing, missing, 1, 2, 3}}) {
      BoxChart chart = new BoxChartBuilder().width(600).height(400).build();
      chart.addSeries("rewards", rewards);
      Object drawn = new BoxPlotDataCalculator<BoxStyler, BoxSeries>().calculate(chart.getSeriesMap(), chart.getStyler()).get(0);
      StringBuilder parts = new StringBuilder(java.util.Arrays.toString(rewards));
      for (String part : new String[] {"lower", "q1", "median", "q3", "upper"}) {
        var field = drawn.getClass().getDeclaredField(part);
        field.setAccessible(true);
        parts.append(' ').append(part).append(' ').append(field.get(drawn));
      }
      System.out.println(parts);
    }
  }
}
JAVA
java_file Boxes
expect <<'SEEN'
[1.0, 2.0, 3.0] lower 1.0 q1 1.5 median 2.0 q3 2.5 upper 3.0
[1.0, 2.0, 3.0, NaN] lower NaN q1 1.75 median 2.5 q3 NaN upper NaN
[1.0, 2.0, 3.0, NaN, NaN] lower NaN q1 2.0 median 3.0 q3 NaN upper NaN
[NaN, NaN, 1.0, 2.0, 3.0] lower NaN q1 2.0 median 3.0 q3 NaN upper NaN
SEEN
