#!/bin/sh
# Apache Commons Math: the Kolmogorov-Smirnov test of two samples of two has a p-value of 0, and that of a sample with itself is below 1.
#
# Version: org.apache.commons:commons-math3 3.6.1.
# Seen: kolmogorovSmirnovTest(x, y) gives the chance of a distance greater than the one seen, not of one as great. So (1, 2) against (3, 4) has p = 0, where
#   it is 1/3; three against three have 0, where it is 0.1. A constant sample of eight against itself has 0.66: equal values are made unequal by drawn
#   numbers. With strict=false the first ones are right, and the last is still below 1.
# Expected: the chance of a distance at least as great, as in scipy 1.17.1: 1/3, 0.1 and 1.
# Why it matters: the test is used for "do the scores of two models differ"; two runs with each of two settings then differ for certain.
. "$(dirname "$0")/lib/setup.sh"
maven org.apache.commons:commons-math3:3.6.1
cat > "$work/Distance.java" <<'JAVA'
import org.apache.commons.math3.stat.inference.KolmogorovSmirnovTest;

public class Distance {
  static void show(String name, double[] first, double[] second) {
    var test = new KolmogorovSmirnovTest();
    System.out.printf(java.util.Locale.ROOT, "%s: p %.4f, at least as great %.4f%n", name, test.kolmogorovSmirnovTest(first, second),
        test.kolmogorovSmirnovTest(first, second, false));
  }

  public static void main(String[] args) {
    double[] same = {3, 3, 3, 3, 3, 3, 3, 3};
    show("two and two", new double[] {1, 2}, new double[] {3, 4});
    show("three and three", new double[] {1, 2, 3}, new double[] {4, 5, 6});
    show("four and four", new double[] {1, 2, 3, 4}, new double[] {5, 6, 7, 8});
    show("a constant and itself", same, same);
  }
}
JAVA
java_file Distance
expect <<'SEEN'
two and two: p 0.0000, at least as great 0.3333
three and three: p 0.0000, at least as great 0.1000
four and four: p 0.0000, at least as great 0.0286
a constant and itself: p 0.6601, at least as great 0.9801
SEEN
