#!/bin/sh
# JSAT: the correlation of a list of four values with itself is 1.33, and the median of 1, 2, 3 and 4 is 3.5.
#
# Version: com.edwardraff:JSAT 0.0.9.
# Seen: DescriptiveStatistics.sampleCorCoeff divides a sum by n - 1 and by two deviations that were divided by n, so every correlation is n / (n - 1) times
#   too large: 2 for two pairs. Vec.median of an even number of values is the mean of the two above the middle. Vec.skewness gives another number than
#   OnLineStatistics of the same package.
# Expected: 1 and 2.5; 1.02 is the skewness of 1, 2, 3 and 10.
# Why it matters: agreement of a judge with people, measured on few answers, is reported too high.
. "$(dirname "$0")/lib/setup.sh"
maven com.edwardraff:JSAT:0.0.9
cat > "$work/Middle.java" <<'JAVA'
import jsat.linear.DenseVector;
import jsat.linear.Vec;
import jsat.math.DescriptiveStatistics;
import jsat.math.OnLineStatistics;

public class Middle {
  static Vec vec(double... values) {
    return DenseVector.toDenseVec(values);
  }

  public static void main(String[] args) {
    for (double[] values : new double[][] {{1, 2}, {1, 2, 3, 4}, {1, 2, 3, 4, 5, 6, 7, 8, 9, 10}}) {
      System.out.printf(java.util.Locale.ROOT, "%d values: correlation with itself %.2f, with its opposite %.2f%n", values.length,
          DescriptiveStatistics.sampleCorCoeff(vec(values), vec(values)),
          DescriptiveStatistics.sampleCorCoeff(vec(values), vec(java.util.stream.IntStream.range(0, values.length).mapToDouble(i -> -values[i]).toArray())));
    }
    System.out.println("medians: " + vec(1, 2, 3).median() + " " + vec(1, 2, 3, 4).median() + " " + vec(1, 2, 3, 4, 5, 6).median());
    var statistics = new OnLineStatistics();
    for (double value : new double[] {1, 2, 3, 10}) {
      statistics.add(value);
    }
    System.out.printf(java.util.Locale.ROOT, "skewness: %.2f %.2f%n", vec(1, 2, 3, 10).skewness(), statistics.getSkewness());
  }
}
JAVA
java_file Middle
expect <<'SEEN'
2 values: correlation with itself 2.00, with its opposite -2.00
4 values: correlation with itself 1.33, with its opposite -1.33
10 values: correlation with itself 1.11, with its opposite -1.11
medians: 2.0 3.5 4.5
skewness: 2.35 1.02
SEEN
