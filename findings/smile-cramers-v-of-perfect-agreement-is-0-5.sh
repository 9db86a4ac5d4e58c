#!/bin/sh
# Smile: Cramer's V of two judges who always agree is 0.5 for four answers, 0.75 for eight and 0.97 for seventy; with a third class it is 1.
#
# Version: com.github.haifengl:smile-core 3.1.1.
# Seen: for a table of two by two, ChiSqTest.test takes Yates' correction off the statistic and computes Cramer's V from what is left. The table with three
#   classes is not corrected.
# Expected: 1 where each verdict of one judge goes with one verdict of the other; the correction belongs to the p-value.
# Why it matters: V is reported because it does not depend on the number of answers; here two verdicts and few answers look like weak agreement.
. "$(dirname "$0")/lib/setup.sh"
maven com.github.haifengl:smile-base:3.1.1 org.slf4j:slf4j-nop:2.0.17
cat > "$work/Agreement.java" <<'JAVA'
import java.util.Arrays;
import java.util.Locale;
import smile.stat.hypothesis.ChiSqTest;

public class Agreement {
  public static void main(String[] args) {
    int[][][] tables = {{{2, 0}, {0, 2}}, {{4, 0}, {0, 4}}, {{35, 0}, {0, 35}}, {{2, 0, 0}, {0, 2, 0}, {0, 0, 2}}, {{3, 1}, {1, 3}}};
    for (int[][] table : tables) {
      ChiSqTest test = ChiSqTest.test(table);
      System.out.printf(Locale.ROOT, "%s: statistic %.3f, p %.4f, Cramer's V %.3f%n", Arrays.deepToString(table), test.chisq, test.pvalue, test.CramerV);
    }
  }
}
JAVA
java_file Agreement
expect <<'SEEN'
[[2, 0], [0, 2]]: statistic 1.000, p 0.3173, Cramer's V 0.500
[[4, 0], [0, 4]]: statistic 4.500, p 0.0339, Cramer's V 0.750
[[35, 0], [0, 35]]: statistic 66.057, p 0.0000, Cramer's V 0.971
[[2, 0, 0], [0, 2, 0], [0, 0, 2]]: statistic 12.000, p 0.0174, Cramer's V 1.000
[[3, 1], [1, 3]]: statistic 0.500, p 0.4795, Cramer's V 0.250
SEEN
