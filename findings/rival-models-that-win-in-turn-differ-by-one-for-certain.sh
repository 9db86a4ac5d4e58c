#!/bin/sh
# RiVal: two systems of which each is better by one point on every other question differ by 1, with a paired 95 % interval of 1 to 1; their means are equal.
#
# Version: net.recommenders.rival:rival-evaluate 0.2.
# Seen: getConfidenceInterval(..., true) takes the absolute value of each difference before it takes their mean, so that nothing cancels; "distribution of
#   difference scores" stands in its documentation. The paired t-test and the paired effect size of the package, and the interval of independent samples,
#   find no difference.
# Expected: a mean difference of 0 with an interval around it, -0.89 to 0.89 for eight questions.
# Why it matters: the interval of two equal systems never has 0 in it, and the more their results vary the farther it is from 0.
. "$(dirname "$0")/lib/setup.sh"
maven net.recommenders.rival:rival-evaluate:0.2
cat > "$work/InTurn.java" <<'JAVA'
import java.util.*;
import net.recommenders.rival.evaluation.statistics.*;

public class InTurn {
  static Map<String, Double> results(double... values) {
    var results = new TreeMap<String, Double>();
    for (double value : values) {
      results.put("question " + results.size(), value);
    }
    return results;
  }

  public static void main(String[] args) {
    var first = results(1, 2, 1, 2, 1, 2, 1, 2);
    var others = new LinkedHashMap<String, Map<String, Double>>();
    others.put("in turn better by 1", results(2, 1, 2, 1, 2, 1, 2, 1));
    others.put("in turn better by 5", results(6, -3, 6, -3, 6, -3, 6, -3));
    others.put("once better by 1", results(2, 2, 1, 2, 1, 2, 1, 2));
    others.forEach((name, second) -> {
      var interval = new ConfidenceInterval();
      double[] paired = interval.getConfidenceInterval(0.05, first, second, true);
      double[] independent = interval.getConfidenceInterval(0.05, first, second, false);
      System.out.printf(Locale.ROOT, "%s: paired interval %.2f to %.2f, independent %.2f to %.2f, paired t-test p %.2f%n", name, paired[0], paired[1],
          independent[0], independent[1], new StatisticalSignificance(first, second).getPValue("pairedT"));
    });
  }
}
JAVA
java_file InTurn
expect <<'SEEN'
in turn better by 1: paired interval 1.00 to 1.00, independent -0.47 to 0.47, paired t-test p 1.00
in turn better by 5: paired interval 5.00 to 5.00, independent -3.01 to 3.01, paired t-test p 1.00
once better by 1: paired interval -0.17 to 0.42, independent -0.34 to 0.59, paired t-test p 0.35
SEEN
