#!/bin/sh
# Hipparchus: the G-test of counts is NaN as soon as one of them is 0, and so is that of Apache Commons Math.
#
# Version: org.hipparchus:hipparchus-stat 4.0.2; org.apache.commons:commons-math3 3.6.1; org.apache.commons:commons-statistics-inference 1.2.
# Seen: three answers, chosen 5 times each by people, and 0, 7 and 8 times by a judge: gTest returns NaN, no exception. The documentation asks for counts
#   that are not negative, and gDataSetsComparison takes zeros. With alpha = 0.05 the test "cannot be rejected".
# Expected: 0 for that part of the sum, as its limit is, and a p-value of 0.0022, as Apache Commons Statistics gives.
# Why it matters: an answer that is never chosen is what such a test is asked about.
. "$(dirname "$0")/lib/setup.sh"
maven org.hipparchus:hipparchus-stat:4.0.2 org.apache.commons:commons-math3:3.6.1 org.apache.commons:commons-statistics-inference:1.2
cat > "$work/Chosen.java" <<'JAVA'
public class Chosen {
  public static void main(String[] args) {
    double[] people = {5, 5, 5};
    for (long[] judge : new long[][] {{1, 6, 8}, {0, 7, 8}, {0, 0, 15}}) {
      System.out.printf(java.util.Locale.ROOT, "%s: Hipparchus %.4f %s, Commons Math %.4f, Commons Statistics %.4f%n", java.util.Arrays.toString(judge),
          new org.hipparchus.stat.inference.GTest().gTest(people, judge), new org.hipparchus.stat.inference.GTest().gTest(people, judge, 0.05),
          new org.apache.commons.math3.stat.inference.GTest().gTest(people, judge),
          org.apache.commons.statistics.inference.GTest.withDefaults().test(people, judge).getPValue());
    }
  }
}
JAVA
java_file Chosen
expect <<'SEEN'
[1, 6, 8]: Hipparchus 0.0390 true, Commons Math 0.0390, Commons Statistics 0.0390
[0, 7, 8]: Hipparchus NaN false, Commons Math NaN, Commons Statistics 0.0022
[0, 0, 15]: Hipparchus NaN false, Commons Math NaN, Commons Statistics 0.0000
SEEN
