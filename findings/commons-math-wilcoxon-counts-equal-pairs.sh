#!/bin/sh
# Apache Commons Math: the Wilcoxon signed-rank test counts pairs without a difference as evidence for one side.
#
# Version: org.apache.commons:commons-math3 3.6.1.
# Seen: 20 pairs, 12 of them equal, 6 higher by 1, 2 lower by 1: the statistic is 111 and p = 0.81. The eight pairs that differ have ranks
#   that add up to 36 at most, so most of the 111 belongs to pairs without a difference.
# Expected: such pairs are left out (Wilcoxon) or ranked and then left out (Pratt): p = 0.16; or split between both sides: p = 0.20
#   (scipy.stats.wilcoxon of SciPy 1.17.1, zero_method wilcox, pratt, zsplit, each with method="approx").
# Why it matters: ratings from 1 to 5 of the same answers by two judges are equal in most pairs.
. "$(dirname "$0")/lib/setup.sh"
maven org.apache.commons:commons-math3:3.6.1
cat > "$work/Pairs.java" <<'JAVA'
import org.apache.commons.math3.stat.inference.WilcoxonSignedRankTest;

public class Pairs {
  public static void main(String[] args) {
    double[] first = new double[20], second = new double[20];
    for (int i = 0; i < 20; i++) {
      first[i] = i;
      second[i] = i + (i < 12 ? 0 : i < 18 ? 1 : -1);
    }
    var test = new WilcoxonSignedRankTest();
    System.out.printf(java.util.Locale.ROOT, "statistic %.0f, p %.2f%n", test.wilcoxonSignedRank(first, second),
        test.wilcoxonSignedRankTest(first, second, false));
  }
}
JAVA
java_file Pairs
expect <<'SEEN'
statistic 111, p 0.81
SEEN
