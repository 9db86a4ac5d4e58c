#!/bin/sh
# JFreeChart: SimpleHistogramDataset gives 2 for the four answers between 0 and 2, and 40 for the four between 2 and 2.1.
#
# Version: org.jfree:jfreechart 1.5.6.
# Seen: counts are divided by the width of their bin unless setAdjustForBinSize(false) is called; they are neither counts nor shares. HistogramDataset, the
#   other histogram of the library, gives counts.
# Expected: 4 and 4, or shares of all answers by width, 0.25 and 5.
# Why it matters: a bar says "40" of eight answers, on an axis that everybody reads as a number of answers.
. "$(dirname "$0")/lib/setup.sh"
maven org.jfree:jfreechart:1.5.6
cat > "$work/Widths.java" <<'JAVA'
import java.util.Locale;
import org.jfree.data.statistics.*;

public class Widths {
  public static void main(String[] args) {
    double[] answers = {0, 0.5, 1, 1.5, 2.01, 2.02, 2.03, 2.04};
    var histogram = new SimpleHistogramDataset("answers");
    histogram.addBin(new SimpleHistogramBin(0, 2, true, false));
    histogram.addBin(new SimpleHistogramBin(2, 2.1, true, false));
    histogram.addObservations(answers);
    System.out.printf(Locale.ROOT, "SimpleHistogramDataset: %.1f and %.1f%n", histogram.getYValue(0, 0), histogram.getYValue(0, 1));
    var other = new HistogramDataset();
    other.addSeries("answers", answers, 2, 0, 4);
    System.out.printf(Locale.ROOT, "HistogramDataset, 0 to 2 and 2 to 4: %.1f and %.1f%n", other.getYValue(0, 0), other.getYValue(0, 1));
  }
}
JAVA
java_file Widths
expect <<'SEEN'
SimpleHistogramDataset: 2.0 and 40.0
HistogramDataset, 0 to 2 and 2 to 4: 4.0 and 4.0
SEEN
