#!/bin/sh
# Tribuo: its G-test multiplies bits, not natural units, and counts cells as degrees of freedom: p is 0.30 where it is 0.065.
#
# Version: org.tribuo:tribuo-util-infotheory 4.3.2; org.apache.commons:commons-statistics-inference 1.2.
# Seen: two judges with the verdicts 10, 5, 5 and 10 have a G of 4.90, which is 3.40 divided by ln 2, and a probability of 0.70 of a smaller one, with 4
#   degrees of freedom for the 4 cells that are not empty; half of them, rounded down, is the shape of the distribution that is taken.
# Expected: G of 3.40 with 1 degree of freedom: a probability of 0.9347.
# Why it matters: neither the statistic nor the probability can be reported, and which of the two errors prevails depends on the table.
. "$(dirname "$0")/lib/setup.sh"
maven org.tribuo:tribuo-util-infotheory:4.3.2 org.apache.commons:commons-statistics-inference:1.2
cat > "$work/Verdicts.java" <<'JAVA'
import java.util.ArrayList;
import java.util.List;
import org.apache.commons.statistics.inference.GTest;
import org.tribuo.util.infotheory.InformationTheory;

public class Verdicts {
  public static void main(String[] args) {
    java.util.logging.LogManager.getLogManager().reset();
    for (long[][] counts : new long[][][] {{{10, 5}, {5, 10}}, {{30, 20}, {20, 30}}, {{8, 0}, {0, 8}}}) {
      List<Integer> first = new ArrayList<>();
      List<Integer> second = new ArrayList<>();
      for (int cell = 0; cell < 4; cell++) {
        for (int answer = 0; answer < counts[cell / 2][cell % 2]; answer++) {
          first.add(cell / 2);
          second.add(cell % 2);
        }
      }
      var right = GTest.withDefaults().test(counts);
      System.out.printf(java.util.Locale.ROOT, "%s: %s, Commons Statistics G %.4f, probability %.4f%n", java.util.Arrays.deepToString(counts),
          InformationTheory.gTest(first, second, null), right.getStatistic(), 1 - right.getPValue());
    }
  }
}
JAVA
java_file Verdicts
expect <<'SEEN'
[[10, 5], [5, 10]]: GTest(statistic=4.902249956730624,probability=0.7025248895321258,numStates=4), Commons Statistics G 3.3980, probability 0.9347
[[30, 20], [20, 30]]: GTest(statistic=5.80988110906627,probability=0.786196517998551,numStates=4), Commons Statistics G 4.0271, probability 0.9552
[[8, 0], [0, 8]]: GTest(statistic=32.0,probability=0.9999998874648237,numStates=2), Commons Statistics G 22.1807, probability 1.0000
SEEN
