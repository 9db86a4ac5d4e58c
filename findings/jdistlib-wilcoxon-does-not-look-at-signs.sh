#!/bin/sh
# jdistlib: Wilcoxon's signed-rank test does not look at signs: the differences 1, -2, 3, -4, 5, -6, 7 and -8 have a p-value of 0.008.
#
# Version: net.sourceforge.jdistlib:jdistlib 0.4.5.
# Seen: wilcoxon_test adds up the ranks of all differences, not those of the positive ones. The statistic is n (n + 1) / 2 for every list, and the p-value
#   depends on the length only: eight negative differences are as much "GREATER" as eight positive ones. mann_whitney_u_test with paired=true is the same.
# Expected: 16 with p = 0.84 for the mixed differences, as in scipy 1.17.1; 1 and 0.004 for the one-sided tests of the negative ones.
# Why it matters: six or more pairs of results without a tie are always significant, and a worse model is significantly better.
. "$(dirname "$0")/lib/setup.sh"
maven net.sourceforge.jdistlib:jdistlib:0.4.5
cat > "$work/Signs.java" <<'JAVA'
import java.util.Locale;
import net.sourceforge.jdistlib.disttest.*;

public class Signs {
  public static void main(String[] args) {
    double[][] lists = {{1, 2, 3, 4, 5, 6, 7, 8}, {1, -2, 3, -4, 5, -6, 7, -8}, {-1, -2, -3, -4, -5, -6, -7, -8}};
    for (double[] differences : lists) {
      System.out.print(differences[0] + ", " + differences[1] + " ...");
      for (var kind : TestKind.values()) {
        double[] result = DistributionTest.wilcoxon_test(differences, 0, false, kind);
        System.out.printf(Locale.ROOT, " %s %.0f, p %.4f", kind, result[0], result[1]);
      }
      System.out.println();
    }
    double[] first = {5, 1, 8, 2, 9, 3}, second = {6, 3, 5, 6, 4, 9}; // differences -1, -2, 3, -4, 5, -6
    System.out.printf(Locale.ROOT, "paired: p %.4f%n", DistributionTest.mann_whitney_u_test(first, second, 0, false, true, TestKind.TWO_SIDED)[1]);
  }
}
JAVA
java_file Signs
expect <<'SEEN'
1.0, 2.0 ... LOWER 36, p 1.0000 TWO_SIDED 36, p 0.0078 GREATER 36, p 0.0039
1.0, -2.0 ... LOWER 36, p 1.0000 TWO_SIDED 36, p 0.0078 GREATER 36, p 0.0039
-1.0, -2.0 ... LOWER 36, p 1.0000 TWO_SIDED 36, p 0.0078 GREATER 36, p 0.0039
paired: p 0.0313
SEEN
