#!/bin/sh
# Stanford CoreNLP: the Jensen-Shannon divergence of counts is 4.98 bits, where it is never above 1.
#
# Version: edu.stanford.nlp:stanford-corenlp 4.5.10.
# Seen: ArrayMath.klDivergence turns counts into shares, but jensenShannonDivergence takes the mean of the counts before that, so the larger sample is
#   nearly all of the mixture: one answer "yes" and 1,000 answers "no" diverge by 4.98 bits. Counts and their shares give different numbers.
# Expected: 1 bit, and the same number for counts and for their shares, as of klDivergence.
# Why it matters: the divergence of two judges' ratings grows with the number of ratings that one of them has given.
. "$(dirname "$0")/lib/setup.sh"
maven edu.stanford.nlp:stanford-corenlp:4.5.10 org.slf4j:slf4j-nop:2.0.17
cat > "$work/Divergence.java" <<'JAVA'
import edu.stanford.nlp.math.ArrayMath;

public class Divergence {
  static void show(String name, double[] first, double[] second) {
    System.out.printf(java.util.Locale.ROOT, "%s: Jensen-Shannon %.3f, Kullback-Leibler %.3f%n", name, ArrayMath.jensenShannonDivergence(first, second),
        ArrayMath.klDivergence(first, second));
  }

  public static void main(String[] args) {
    show("shares 1, 0 and 0, 1", new double[] {1, 0}, new double[] {0, 1});
    show("counts 1, 0 and 0, 1000", new double[] {1, 0}, new double[] {0, 1000});
    show("shares 0.3, 0.7 and 0.7, 0.3", new double[] {0.3, 0.7}, new double[] {0.7, 0.3});
    show("counts 3, 7 and 700, 300", new double[] {3, 7}, new double[] {700, 300});
  }
}
JAVA
java_file Divergence
expect <<'SEEN'
shares 1, 0 and 0, 1: Jensen-Shannon 1.000, Kullback-Leibler Infinity
counts 1, 0 and 0, 1000: Jensen-Shannon 4.984, Kullback-Leibler Infinity
shares 0.3, 0.7 and 0.7, 0.3: Jensen-Shannon 0.119, Kullback-Leibler 0.489
counts 3, 7 and 700, 300: Jensen-Shannon 0.239, Kullback-Leibler 0.489
SEEN
