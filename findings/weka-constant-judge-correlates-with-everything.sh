#!/bin/sh
# Weka: the correlation of a judge who gives every answer the same rating is 1, with every other judge.
#
# Version: nz.ac.waikato.cms.weka:weka-stable 3.8.6.
# Seen: Utils.correlation returns 1 if one of the two has no deviation, and for lists of one value; without a word in its documentation. PairedStats, which
#   Weka's Experimenter is made of, says NaN for the same lists.
# Expected: NaN, or an exception, for 0 divided by 0.
# Why it matters: of several judges the one that does not look at the answers agrees best with people.
. "$(dirname "$0")/lib/setup.sh"
maven nz.ac.waikato.cms.weka:weka-stable:3.8.6
cat > "$work/Constant.java" <<'JAVA'
import java.util.Arrays;
import weka.core.Utils;
import weka.experiment.PairedStats;

public class Constant {
  public static void main(String[] args) throws Exception {
    double[] people = {1, 2, 4, 3};
    for (double[] judge : new double[][] {{1, 2, 3, 4}, {7, 7, 7, 7}, {7, 7, 7, 7.01}}) {
      PairedStats pairs = new PairedStats(0.05);
      pairs.add(people, judge);
      pairs.calculateDerived();
      System.out.printf(java.util.Locale.ROOT, "%s: Utils.correlation %.2f, PairedStats %.2f%n", Arrays.toString(judge),
          Utils.correlation(people, judge, people.length), pairs.correlation);
    }
  }
}
JAVA
java_file Constant
expect <<'SEEN'
[1.0, 2.0, 3.0, 4.0]: Utils.correlation 0.80, PairedStats 0.80
[7.0, 7.0, 7.0, 7.0]: Utils.correlation 1.00, PairedStats NaN
[7.0, 7.0, 7.0, 7.01]: Utils.correlation 0.26, PairedStats 0.26
SEEN
