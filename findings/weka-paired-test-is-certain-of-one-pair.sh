#!/bin/sh
# Weka: the paired t-test of a single pair of results has a p-value of 0, and says that the first model is significantly better.
#
# Version: nz.ac.waikato.cms.weka:weka-stable 3.8.6.
# Seen: PairedStats gives the probability 0 if the deviation of the differences is not above 0, which is so if it is not a number. Two pairs, with
#   differences of 0.01 and 0.03, have 0.30.
# Expected: no number: one difference has no deviation, and a t-test of it does not exist.
# Why it matters: a comparison of one run of each model, by the class with which Weka's Experimenter tests, is always significant.
. "$(dirname "$0")/lib/setup.sh"
maven nz.ac.waikato.cms.weka:weka-stable:3.8.6
cat > "$work/Single.java" <<'JAVA'
import weka.experiment.PairedStats;

public class Single {
  static void show(String name, double[]... pairs) {
    var stats = new PairedStats(0.05);
    for (double[] pair : pairs) stats.add(pair[0], pair[1]);
    stats.calculateDerived();
    System.out.printf(java.util.Locale.ROOT, "%s: p %.4f, significance %d%n", name, stats.differencesProbability, stats.differencesSignificance);
  }

  public static void main(String[] args) {
    show("one pair, 0.71 and 0.70", new double[] {0.71, 0.70});
    show("one pair, 0.70 and 0.71", new double[] {0.70, 0.71});
    show("two pairs", new double[] {0.71, 0.70}, new double[] {0.73, 0.70});
    show("one pair, equal", new double[] {0.70, 0.70});
  }
}
JAVA
java_file Single
expect <<'SEEN'
one pair, 0.71 and 0.70: p 0.0000, significance 1
one pair, 0.70 and 0.71: p 0.0000, significance -1
two pairs: p 0.2952, significance 0
one pair, equal: p 1.0000, significance 0
SEEN
