#!/bin/sh
# ojAlgo: the probability of 50 wins of 100 at even odds is 0.000000000007 in place of 0.08, that of 100 of 200 is 0, and of 171 events NaN.
#
# Version: org.ojalgo:ojalgo 56.0.0, compared with org.apache.commons:commons-statistics-distribution 1.2.
# Seen: Binomial.getProbability is right for 50 games and far too small for 100; Poisson.getProbability is right for 140 events where 140 are expected,
#   infinite for 170, and NaN from 171 on. No exception is thrown.
# Expected: 0.0796, 0.0563 and 0.0305, which a logarithm of the factorials gives.
# Why it matters: a likelihood or an exact test of some hundred comparisons comes out as zero, or as no number, though the sample is an ordinary one.
. "$(dirname "$0")/lib/setup.sh"
maven org.ojalgo:ojalgo:56.0.0 org.apache.commons:commons-statistics-distribution:1.2
cat > "$work/Counts.java" <<'JAVA'
import java.util.Locale;
import org.apache.commons.statistics.distribution.BinomialDistribution;
import org.apache.commons.statistics.distribution.PoissonDistribution;
import org.ojalgo.random.Binomial;
import org.ojalgo.random.Poisson;

public class Counts {
  public static void main(String[] args) {
    for (int games : new int[] {10, 50, 100, 200}) {
      double seen = new Binomial(games, 0.5).getProbability(games / 2);
      double right = BinomialDistribution.of(games, 0.5).probability(games / 2);
      System.out.printf(Locale.ROOT, "%d wins of %d: %.3g, Commons Statistics %.3g%n", games / 2, games, seen, right);
    }
    for (int events : new int[] {140, 170, 171}) {
      double seen = new Poisson(events).getProbability(events);
      double right = PoissonDistribution.of(events).probability(events);
      System.out.printf(Locale.ROOT, "%d events of %d expected: %.3g, Commons Statistics %.3g%n", events, events, seen, right);
    }
  }
}
JAVA
java_file Counts
expect <<'SEEN'
5 wins of 10: 0.246, Commons Statistics 0.246
25 wins of 50: 0.112, Commons Statistics 0.112
50 wins of 100: 7.28e-12, Commons Statistics 0.0796
100 wins of 200: 0.00, Commons Statistics 0.0563
140 events of 140 expected: 0.0337, Commons Statistics 0.0337
170 events of 170 expected: Infinity, Commons Statistics 0.0306
171 events of 171 expected: NaN, Commons Statistics 0.0305
SEEN
