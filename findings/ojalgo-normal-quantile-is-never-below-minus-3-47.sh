#!/bin/sh
# ojAlgo: the normal quantile of 1e-8 is -3.47 in place of -5.61, that of 0.0001 is -3.41 in place of -3.72, and the p-value of z = 6 is 0.
#
# Version: org.ojalgo:ojalgo 56.0.0, compared with org.apache.commons:commons-statistics-distribution 1.2.
# Seen: Normal.getQuantile is right to 0.005, and from there on tends to -3.47. LogNormal takes its quantiles from it, and so gives 32 in place of 71.
#   Normal.getDistribution(-6) is 0.
# Expected: -3.09, -3.72, -5.61 for 0.001, 0.0001 and 1e-8, and 1e-9 below -6.
# Why it matters: limits that are corrected for many comparisons (0.05 divided by 500) are too near, so that chance results pass them.
. "$(dirname "$0")/lib/setup.sh"
maven org.ojalgo:ojalgo:56.0.0 org.apache.commons:commons-statistics-distribution:1.2
cat > "$work/Tails.java" <<'JAVA'
import java.util.Locale;
import org.apache.commons.statistics.distribution.LogNormalDistribution;
import org.apache.commons.statistics.distribution.NormalDistribution;
import org.ojalgo.random.LogNormal;
import org.ojalgo.random.Normal;

public class Tails {
  public static void main(String[] args) {
    NormalDistribution right = NormalDistribution.of(0, 1);
    Normal seen = new Normal(0, 1);
    for (double p : new double[] {0.025, 0.005, 0.001, 0.0001, 1e-5, 1e-8}) {
      System.out.printf(Locale.ROOT, "quantile of %s: %.3f, Commons Statistics %.3f%n", p, seen.getQuantile(p), right.inverseCumulativeProbability(p));
    }
    System.out.printf(Locale.ROOT, "log-normal quantile of 0.99999: %.1f, Commons Statistics %.1f%n",
        new LogNormal(0, 1).getQuantile(0.99999), LogNormalDistribution.of(0, 1).inverseCumulativeProbability(0.99999));
    for (double z : new double[] {-4, -6}) {
      System.out.printf(Locale.ROOT, "share below %.0f: %.3g, Commons Statistics %.3g%n", z, seen.getDistribution(z), right.cumulativeProbability(z));
    }
  }
}
JAVA
java_file Tails
expect <<'SEEN'
quantile of 0.025: -1.960, Commons Statistics -1.960
quantile of 0.005: -2.576, Commons Statistics -2.576
quantile of 0.001: -3.078, Commons Statistics -3.090
quantile of 1.0E-4: -3.411, Commons Statistics -3.719
quantile of 1.0E-5: -3.461, Commons Statistics -4.265
quantile of 1.0E-8: -3.467, Commons Statistics -5.612
log-normal quantile of 0.99999: 31.8, Commons Statistics 71.2
share below -4: 3.17e-05, Commons Statistics 3.17e-05
share below -6: 0.00, Commons Statistics 9.87e-10
SEEN
