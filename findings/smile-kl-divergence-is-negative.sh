#!/bin/sh
# Smile: the Kullback-Leibler divergence is 0, or negative, where it is infinite.
#
# Version: com.github.haifengl:smile-base 3.1.1.
# Seen: MathEx.KullbackLeiblerDivergence leaves out the places where the second distribution is 0, also where the first one is not: of (0.5, 0.5)
#   from (1, 0) it is -0.347, and of (0.5, 0.5, 0) from (0.5, 0, 0.5) it is 0, as of equal distributions. With 1e-9 in place of the 0 it is 9.67.
# Expected: infinity; a divergence is never negative, and 0 for equal distributions only.
# Why it matters: a policy that does what its reference never does is reported as equal to it; a penalty by this number pays for leaving it.
. "$(dirname "$0")/lib/setup.sh"
maven com.github.haifengl:smile-base:3.1.1 org.slf4j:slf4j-nop:2.0.17
cat > "$work/Divergence.java" <<'JAVA'
import smile.math.MathEx;

public class Divergence {
  static void show(double[] policy, double[] reference) {
    System.out.printf(java.util.Locale.ROOT, "%s from %s: %.3f%n", java.util.Arrays.toString(policy), java.util.Arrays.toString(reference),
        MathEx.KullbackLeiblerDivergence(policy, reference));
  }

  public static void main(String[] args) {
    show(new double[] {0.5, 0.5}, new double[] {1, 0});
    show(new double[] {0.5, 0.5}, new double[] {1 - 1e-9, 1e-9});
    show(new double[] {0.5, 0.5, 0}, new double[] {0.5, 0, 0.5});
  }
}
JAVA
java_file Divergence
expect <<'SEEN'
[0.5, 0.5] from [1.0, 0.0]: -0.347
[0.5, 0.5] from [0.999999999, 1.0E-9]: 9.668
[0.5, 0.5, 0.0] from [0.5, 0.0, 0.5]: 0.000
SEEN
