#!/bin/sh
# Mallet: Dirichlet.digamma is 0.0008 too large below 10, because a term of its series is missing; digamma(1) is -0.5764 in place of -0.5772.
#
# Version: cc.mallet:mallet 2.0.8.
# Seen: for arguments from 10 on the error is 1 / (12 x^2), the series' second term, and smaller arguments are shifted to 10. digamma(2) - digamma(1) is
#   1 as it should be, so that only differences across 10 show it. The derivatives of a Dirichlet's likelihood are such differences.
# Expected: the value to at least seven digits, as Dirichlet.logGamma has.
# Why it matters: expected log-probabilities under a Dirichlet, the posterior of how often each answer is chosen, are wrong in the third digit.
. "$(dirname "$0")/lib/setup.sh"
maven cc.mallet:mallet:2.0.8 org.apache.commons:commons-math3:3.6.1
cat > "$work/Psi.java" <<'JAVA'
import cc.mallet.types.Dirichlet;
import org.apache.commons.math3.special.Gamma;

public class Psi {
  public static void main(String[] args) {
    for (double x : new double[] {0.5, 1, 2, 10, 20, 100}) {
      System.out.printf(java.util.Locale.ROOT, "%s: %.6f, Commons Math %.6f, 1 / (12 x^2) %.6f%n", x, Dirichlet.digamma(x), Gamma.digamma(x), 1 / (12 * x * x));
    }
    System.out.printf(java.util.Locale.ROOT, "expected log-probability for the parameters 9 and 1000: %.5f, Commons Math %.5f%n",
        Dirichlet.digamma(9) - Dirichlet.digamma(1009), Gamma.digamma(9) - Gamma.digamma(1009));
  }
}
JAVA
java_file Psi
expect <<'SEEN'
0.5: -1.962588, Commons Math -1.963510, 1 / (12 x^2) 0.333333
1.0: -0.576383, Commons Math -0.577216, 1 / (12 x^2) 0.083333
2.0: 0.423617, Commons Math 0.422784, 1 / (12 x^2) 0.020833
10.0: 2.252585, Commons Math 2.251753, 1 / (12 x^2) 0.000833
20.0: 2.970732, Commons Math 2.970524, 1 / (12 x^2) 0.000208
100.0: 4.600170, Commons Math 4.600162, 1 / (12 x^2) 0.000008
expected log-probability for the parameters 9 and 1000: -4.77475, Commons Math -4.77558
SEEN
