#!/bin/sh
# Apache Commons Math: the Mann-Whitney test does not correct its deviation for ties.
#
# Version: org.apache.commons:commons-math3 3.6.1.
# Seen: 40 answers of either system, rated 1 or 5: 34 against 26 fives. U = 960, as elsewhere; p = 0.12.
# Expected: p = 0.040 (scipy.stats.mannwhitneyu of SciPy 1.17.1, asymptotic, without continuity correction; 0.041 with it).
# Why it matters: ratings on a short scale are nearly all ties; a difference that is there is called chance.
. "$(dirname "$0")/lib/setup.sh"
maven org.apache.commons:commons-math3:3.6.1
cat > "$work/Ties.java" <<'JAVA'
import java.util.Arrays;
import org.apache.commons.math3.stat.inference.MannWhitneyUTest;

public class Ties {
  public static void main(String[] args) {
    double[] first = new double[40], second = new double[40];
    Arrays.fill(first, 5);
    Arrays.fill(first, 0, 6, 1);
    Arrays.fill(second, 5);
    Arrays.fill(second, 0, 14, 1);
    var test = new MannWhitneyUTest();
    System.out.printf(java.util.Locale.ROOT, "U %.0f, p %.2f%n", test.mannWhitneyU(first, second), test.mannWhitneyUTest(first, second));
  }
}
JAVA
java_file Ties
expect <<'SEEN'
U 960, p 0.12
SEEN
