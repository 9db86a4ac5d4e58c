#!/bin/sh
# Apache Commons Math: the two-sided binomial test returns a "p-value" of 1.27.
#
# Version: org.apache.commons:commons-math3 3.6.1.
# Seen: 3 successes of 10 at an expected share of 0.3 give 1.266827932: where the outcome is the most likely one, its own probability is
#   added twice (once by each tail).
# Expected: 1.0, as scipy.stats.binomtest(3, 10, 0.3).pvalue (SciPy 1.17.1).
# Why it matters: a win rate at the expected value; corrections for many comparisons such as Holm's then work on a number that is no
#   probability.
. "$(dirname "$0")/lib/setup.sh"
maven org.apache.commons:commons-math3:3.6.1
cat > "$work/Binomial.java" <<'JAVA'
import org.apache.commons.math3.stat.inference.*;

public class Binomial {
  public static void main(String[] args) {
    double p = new BinomialTest().binomialTest(10, 3, 0.3, AlternativeHypothesis.TWO_SIDED);
    System.out.printf(java.util.Locale.ROOT, "%.4f%n", p);
  }
}
JAVA
java_file Binomial
expect <<'SEEN'
1.2668
SEEN
