#!/bin/sh
# Smile: the chi-squared test of two equal lists of counts has a p-value of 0; with one more count it is 0.88.
#
# Version: com.github.haifengl:smile-base 3.1.1.
# Seen: ChiSqTest.test of 10, 20 and 10, 20 gives the statistic 0 and p = 0, and so do a single list that fits its probabilities exactly and a
#   table of 2 x 3 equal counts. Two lists of the same shares but other sums, 5, 5 and 50, 50, give p = 0 as well: the sums are not taken into account.
# Expected: p = 1 for equal counts, and for equal shares.
# Why it matters: verdicts of two judges, or ratings of two runs, that do not differ at all are reported as surely different; p < 0.05 is found
#   by code, not by eye.
. "$(dirname "$0")/lib/setup.sh"
maven com.github.haifengl:smile-base:3.1.1 org.slf4j:slf4j-nop:2.0.17
cat > "$work/Counts.java" <<'JAVA'
import smile.stat.hypothesis.ChiSqTest;

public class Counts {
  static void show(String name, ChiSqTest test) {
    System.out.printf(java.util.Locale.ROOT, "%s: statistic %.2f, p %.2f%n", name, test.chisq, test.pvalue);
  }

  public static void main(String[] args) {
    show("10, 20 and 10, 20", ChiSqTest.test(new int[] {10, 20}, new int[] {10, 20}));
    show("10, 20 and 10, 21", ChiSqTest.test(new int[] {10, 20}, new int[] {10, 21}));
    show("5, 5 and 50, 50", ChiSqTest.test(new int[] {5, 5}, new int[] {50, 50}));
    show("10, 10 from a half each", ChiSqTest.test(new int[] {10, 10}, new double[] {0.5, 0.5}));
    show("10, 11 from a half each", ChiSqTest.test(new int[] {10, 11}, new double[] {0.5, 0.5}));
    show("table of equal counts", ChiSqTest.test(new int[][] {{10, 10, 10}, {10, 10, 10}}));
  }
}
JAVA
java_file Counts
expect <<'SEEN'
10, 20 and 10, 20: statistic 0.00, p 0.00
10, 20 and 10, 21: statistic 0.02, p 0.88
5, 5 and 50, 50: statistic 73.64, p 0.00
10, 10 from a half each: statistic 0.00, p 0.00
10, 11 from a half each: statistic 0.05, p 0.83
table of equal counts: statistic 0.00, p 0.00
SEEN
