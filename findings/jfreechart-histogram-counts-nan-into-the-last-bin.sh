#!/bin/sh
# JFreeChart: HistogramDataset counts NaN into its last bin: five answers without a rating are five with the best one.
#
# Version: org.jfree:jfreechart 1.5.6.
# Seen: with a range of 0 to 10 and five bins, NaN is in the bin from 8 to 10. The documentation says that values outside the range are counted in the
#   first and the last bin, and nothing of NaN.
# Expected: left out, as NaN is left out of the box plots of the same package.
# Why it matters: the more answers a judge fails to rate, the better the model looks.
. "$(dirname "$0")/lib/setup.sh"
maven org.jfree:jfreechart:1.5.6
cat > "$work/Bins.java" <<'JAVA'
import org.jfree.data.statistics.*;

public class Bins {
  static void print(double... ratings) {
    HistogramDataset bins = new HistogramDataset();
    bins.addSeries("ratings", ratings, 5, 0, 10);
    StringBuilder text = new StringBuilder(java.util.Arrays.toString(ratings) + ":");
    for (int bin = 0; bin < bins.getItemCount(0); bin++) {
      text.append(" ").append(bins.getStartX(0, bin)).append("-").append(bins.getEndX(0, bin)).append(" ").append(bins.getY(0, bin));
    }
    System.out.println(text);
  }

  public static void main(String[] args) {
    double missing = Double.NaN;
    print(1, 2, 3);
    print(1, 2, 3, missing, missing, missing, missing, missing);
    System.out.println("median of a box plot: "
        + BoxAndWhiskerCalculator.calculateBoxAndWhiskerStatistics(java.util.List.of(1.0, 2.0, 3.0, missing, missing)).getMedian());
  }
}
JAVA
java_file Bins
expect <<'SEEN'
[1.0, 2.0, 3.0]: 0.0-2.0 1 2.0-4.0 2 4.0-6.0 0 6.0-8.0 0 8.0-10.0 0
[1.0, 2.0, 3.0, NaN, NaN, NaN, NaN, NaN]: 0.0-2.0 1 2.0-4.0 2 4.0-6.0 0 6.0-8.0 0 8.0-10.0 5
median of a box plot: 2.0
SEEN
