#!/bin/sh
# Smile: the entropy of one toss of a coin is 1 as BernoulliDistribution and 0.726 as BinomialDistribution; MathEx.entropy says 0.693.
#
# Version: com.github.haifengl:smile-base 3.1.1.
# Seen: the distributions Bernoulli and Empirical count in bits, MathEx.entropy in nats; Binomial gives the entropy of a normal distribution with its
#   variance. A coin that always falls on one side has NaN as Bernoulli and minus infinity as Binomial.
# Expected: one unit, and 0 for what is certain.
# Why it matters: the entropy of a policy's choices is compared with that of its reference, and with logarithms that MathEx computes in nats.
. "$(dirname "$0")/lib/setup.sh"
maven com.github.haifengl:smile-base:3.1.1 org.slf4j:slf4j-nop:2.0.17
cat > "$work/Coin.java" <<'JAVA'
import smile.math.MathEx;
import smile.stat.distribution.*;

public class Coin {
  static void show(String name, double entropy) {
    System.out.printf(java.util.Locale.ROOT, "%s: %.3f%n", name, entropy);
  }

  public static void main(String[] args) {
    show("MathEx.entropy", MathEx.entropy(new double[] {0.5, 0.5}));
    show("Bernoulli", new BernoulliDistribution(0.5).entropy());
    show("Empirical", new EmpiricalDistribution(new double[] {0.5, 0.5}).entropy());
    show("Binomial of one", new BinomialDistribution(1, 0.5).entropy());
    show("Bernoulli, a coin that always falls on one side", new BernoulliDistribution(1).entropy());
    show("Binomial of one, a coin that always falls on one side", new BinomialDistribution(1, 1).entropy());
  }
}
JAVA
java_file Coin
expect <<'SEEN'
MathEx.entropy: 0.693
Bernoulli: 1.000
Empirical: 1.000
Binomial of one: 0.726
Bernoulli, a coin that always falls on one side: NaN
Binomial of one, a coin that always falls on one side: -Infinity
SEEN
