#!/bin/sh
# Datumbox: its "Binomial exact test" rejects even odds after one win of one game, and does not after no win of five.
#
# Version: com.datumbox:datumbox-framework-core 0.8.2.
# Seen: the test is not exact but takes the normal distribution, with a correction of 0.5 that is always added, so wins count for more than losses. 14
#   wins of 20 are significant, 6 of 20 are not.
# Expected: by the exact two-sided test, p is 1 for one win of one, 0.0625 for five or none of five, and 0.115 for 14 or 6 of 20: none is significant.
# Why it matters: which model is called the first decides whether it is different from the second.
. "$(dirname "$0")/lib/setup.sh"
maven com.datumbox:datumbox-framework-core:0.8.2 org.slf4j:slf4j-nop:1.7.36
cat > "$work/Odds.java" <<'JAVA'
import com.datumbox.framework.core.statistics.nonparametrics.onesample.Binomial;

public class Odds {
  public static void main(String[] args) {
    for (int[] game : new int[][] {{1, 1}, {0, 1}, {2, 2}, {0, 2}, {5, 5}, {0, 5}, {14, 20}, {6, 20}}) {
      System.out.println(game[0] + " of " + game[1] + ": even odds rejected " + Binomial.test(game[0], game[1], 0.5, true, 0.05));
    }
  }
}
JAVA
java_file Odds
expect <<'SEEN'
1 of 1: even odds rejected true
0 of 1: even odds rejected false
2 of 2: even odds rejected true
0 of 2: even odds rejected false
5 of 5: even odds rejected true
0 of 5: even odds rejected false
14 of 20: even odds rejected true
6 of 20: even odds rejected false
SEEN
