#!/bin/sh
# Smile: the probability of 150 events where 150 are expected is infinite, and so is that of 1,000 wins of 2,000 at even odds.
#
# Version: com.github.haifengl:smile-base 3.1.1.
# Seen: PoissonDistribution.p(k) is infinite at 144 and NaN at 171 events, BinomialDistribution.p(k) is infinite at 1,030 games; logp and cdf
#   of the same objects are right. No exception is thrown.
# Expected: the exponential of logp, 0.0326 and 0.0178.
# Why it matters: p is what likelihoods and weights are made of, and one infinite value spoils every sum that it enters.
. "$(dirname "$0")/lib/setup.sh"
maven com.github.haifengl:smile-base:3.1.1 org.slf4j:slf4j-nop:2.0.17
cat > "$work/Likely.java" <<'JAVA'
import smile.stat.distribution.*;

public class Likely {
  static void print(String what, DiscreteDistribution distribution, int count) {
    System.out.printf(java.util.Locale.ROOT, "%s: p %.4f, exp(logp) %.4f, cdf %.4f%n", what, distribution.p(count),
        Math.exp(distribution.logp(count)), distribution.cdf(count));
  }

  public static void main(String[] args) {
    for (int count : new int[] {100, 143, 144, 150, 171}) {
      print(count + " events, " + count + " expected", new PoissonDistribution(count), count);
    }
    for (int games : new int[] {1000, 1030, 2000}) {
      print(games / 2 + " wins of " + games, new BinomialDistribution(games, 0.5), games / 2);
    }
  }
}
JAVA
java_file Likely
expect <<'SEEN'
100 events, 100 expected: p 0.0399, exp(logp) 0.0399, cdf 0.5266
143 events, 143 expected: p 0.0333, exp(logp) 0.0333, cdf 0.5222
144 events, 144 expected: p Infinity, exp(logp) 0.0332, cdf 0.5221
150 events, 150 expected: p Infinity, exp(logp) 0.0326, cdf 0.5217
171 events, 171 expected: p NaN, exp(logp) 0.0305, cdf 0.5203
500 wins of 1000: p 0.0252, exp(logp) 0.0252, cdf 0.5126
515 wins of 1030: p Infinity, exp(logp) 0.0249, cdf 0.5124
1000 wins of 2000: p Infinity, exp(logp) 0.0178, cdf 0.5089
SEEN
