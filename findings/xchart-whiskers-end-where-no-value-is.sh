#!/bin/sh
# XChart: the whisker of a box plot ends at a computed limit, where no value is.
#
# Version: org.knowm.xchart:xchart 3.8.8.
# Seen: for 1 to 9 and 100 the upper whisker is drawn up to 14.5, the third quartile plus 1.5 times the distance of the quartiles.
# Expected: 9, the greatest value within that limit, as Tukey defined it and as Matplotlib, R and pandas draw it.
# Why it matters: rewards look as if they reached a range that they never did, and more so the fewer they are.
. "$(dirname "$0")/lib/setup.sh"
maven org.knowm.xchart:xchart:3.8.8
cat > "$work/Whiskers.java" <<'JAVA'
import org.knowm.xchart.*;
import org.knowm.xchart.internal.chartpart.BoxPlotDataCalculator;
import org.knowm.xchart.style.BoxStyler;

public class Whiskers {
  public static void main(String[] args) throws ReflectiveOperationException {
    BoxChart chart = new BoxChartBuilder().width(600).height(400).build();
    chart.addSeries("rewards", new double[] {1, 2, 3, 4, 5, 6, 7, 8, 9, 100});
    Object drawn = new BoxPlotDataCalculator<BoxStyler, BoxSeries>().calculate(chart.getSeriesMap(), chart.getStyler()).get(0);
    for (String part : new String[] {"lower", "q1", "median", "q3", "upper"}) {
      var field = drawn.getClass().getDeclaredField(part);
      field.setAccessible(true);
      System.out.println(part + ": " + field.get(drawn));
    }
  }
}
JAVA
java_file Whiskers
expect <<'SEEN'
lower: 1.0
q1: 3.25
median: 5.5
q3: 7.75
upper: 14.5
SEEN
