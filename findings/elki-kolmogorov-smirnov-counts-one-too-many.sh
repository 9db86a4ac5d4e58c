#!/bin/sh
# ELKI: the Kolmogorov-Smirnov statistic of 1, 2, 2, 3 and 2, 2, 3, 4 is 0.4 where it is 0.25.
#
# Version: io.github.elki-project:elki-core-math 0.8.0; org.apache.commons:commons-statistics-inference 1.2.
# Seen: the share of values up to a point is taken as their number plus 1, divided by the number of all plus 1, but as 0 before the first one: where one
#   sample has begun and the other has not, the difference is too large, and otherwise too small.
# Expected: the greatest difference of the two empirical distributions, as the documentation says.
# Why it matters: samples of ratings are short; the order of two differences can be the wrong way round, as in the second and third line.
. "$(dirname "$0")/lib/setup.sh"
maven io.github.elki-project:elki-core-math:0.8.0 org.apache.commons:commons-statistics-inference:1.2
cat > "$work/Samples.java" <<'JAVA'
import java.util.Arrays;

public class Samples {
  public static void main(String[] args) {
    double[][][] samples = {{{1, 2, 3, 4}, {5, 6, 7, 8}}, {{1, 2, 2, 3}, {2, 2, 3, 4}}, {{2, 2, 2, 3, 3, 3}, {2, 3, 3, 3, 3, 3}}, {{3, 3, 3, 3}, {3, 3, 3, 4}}};
    for (double[][] pair : samples) {
      System.out.printf(java.util.Locale.ROOT, "%s and %s: ELKI %.4f, Commons Statistics %.4f%n", Arrays.toString(pair[0]), Arrays.toString(pair[1]),
          elki.math.statistics.tests.KolmogorovSmirnovTest.STATIC.deviation(pair[0], pair[1]),
          org.apache.commons.statistics.inference.KolmogorovSmirnovTest.withDefaults().statistic(pair[0], pair[1]));
    }
  }
}
JAVA
java_file Samples
expect <<'SEEN'
[1.0, 2.0, 3.0, 4.0] and [5.0, 6.0, 7.0, 8.0]: ELKI 1.0000, Commons Statistics 1.0000
[1.0, 2.0, 2.0, 3.0] and [2.0, 2.0, 3.0, 4.0]: ELKI 0.4000, Commons Statistics 0.2500
[2.0, 2.0, 2.0, 3.0, 3.0, 3.0] and [2.0, 3.0, 3.0, 3.0, 3.0, 3.0]: ELKI 0.2857, Commons Statistics 0.3333
[3.0, 3.0, 3.0, 3.0] and [3.0, 3.0, 3.0, 4.0]: ELKI 0.2000, Commons Statistics 0.2500
SEEN
