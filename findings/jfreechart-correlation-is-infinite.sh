#!/bin/sh
# JFreeChart: the correlation of 1,000,000,001 to 1,000,000,003 with 1 to 3 is infinite.
#
# Version: org.jfree:jfreechart 1.5.6.
# Seen: Statistics.getCorrelation subtracts sums of squares, in which the differences between large numbers get lost. Of five times in milliseconds, a second
#   apart, with their places it is 0.05.
# Expected: 1 each time.
# Why it matters: times and counts of tokens are large numbers with small differences; a relation drawn with them has no, or no possible, correlation.
. "$(dirname "$0")/lib/setup.sh"
maven org.jfree:jfreechart:1.5.6
cat > "$work/Together.java" <<'JAVA'
import org.jfree.data.statistics.Statistics;

public class Together {
  static void show(double from, double step, int count) {
    Double[] values = new Double[count], places = new Double[count];
    for (int i = 0; i < count; i++) {
      values[i] = from + step * i;
      places[i] = (double) i;
    }
    System.out.printf(java.util.Locale.ROOT, "%.0f, in steps of %.0f, %d values: %s%n", from, step, count, Statistics.getCorrelation(values, places));
  }

  public static void main(String[] args) {
    show(1, 1, 3);
    show(1_000_000_001, 1, 3);
    show(1_764_500_000_000.0, 1000, 5);
    show(1_764_500_000_000.0, 1000, 100);
  }
}
JAVA
java_file Together
expect <<'SEEN'
1, in steps of 1, 3 values: 1.0
1000000001, in steps of 1, 3 values: Infinity
1764500000000, in steps of 1000, 5 values: 0.05394796609394436
1764500000000, in steps of 1000, 100 values: 0.9732911163383947
SEEN
