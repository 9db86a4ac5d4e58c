#!/bin/sh
# Apache Commons Math: the exact (Clopper-Pearson) interval of a share cannot be had for 0 successes, nor for all.
#
# Version: org.apache.commons:commons-math3 3.6.1.
# Seen: 0 of 10 and 10 of 10 throw NotStrictlyPositiveException ("degrees of freedom (0)"); 1 of 10 works.
# Expected: [0, 0.3085] and [0.6915, 1], the textbook limits 1 - (0.05 / 2)^(1 / 10) and its mirror image.
# Why it matters: a policy that wins every comparison is where an exact interval is asked for.
. "$(dirname "$0")/lib/setup.sh"
maven org.apache.commons:commons-math3:3.6.1
cat > "$work/Exact.java" <<'JAVA'
import org.apache.commons.math3.stat.interval.ClopperPearsonInterval;

public class Exact {
  public static void main(String[] args) {
    for (int successes : new int[] {0, 1, 10}) {
      try {
        var interval = new ClopperPearsonInterval().createInterval(10, successes, 0.95);
        System.out.printf(java.util.Locale.ROOT, "%d of 10: [%.4f, %.4f]%n", successes, interval.getLowerBound(), interval.getUpperBound());
      } catch (RuntimeException e) {
        System.out.println(successes + " of 10: " + e.getClass().getSimpleName());
      }
    }
  }
}
JAVA
java_file Exact
expect <<'SEEN'
0 of 10: NotStrictlyPositiveException
1 of 10: [0.0025, 0.4450]
10 of 10: NotStrictlyPositiveException
SEEN
