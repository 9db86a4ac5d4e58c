#!/bin/sh
# LingPipe: the interpolated AUC of a model that ranks all answers the wrong way round is 0.25, and a constant judge's is 1 if the good answers came first.
#
# Version: de.julielab:aliasi-lingpipe 4.1.0.
# Seen: areaUnderRocCurve(true) is 0.25 for the reverse of the right ranking of four answers. Equal scores are taken in the order of addCase, so a judge
#   who gives every answer 0.5 has an AUC of 1 or, by areaUnderRocCurve(false), of 0.
# Expected: 0 for the reverse of the right ranking and 0.5 for a constant: the share of pairs that are ordered rightly, ties counting one half.
# Why it matters: test sets are often sorted by label, and then a judge who sees nothing has the best AUC of all.
. "$(dirname "$0")/lib/setup.sh"
maven de.julielab:aliasi-lingpipe:4.1.0
cat > "$work/Area.java" <<'JAVA'
import com.aliasi.classify.ScoredPrecisionRecallEvaluation;

public class Area {
  static void area(String name, boolean[] good, double[] scores) {
    ScoredPrecisionRecallEvaluation evaluation = new ScoredPrecisionRecallEvaluation();
    for (int i = 0; i < good.length; i++) {
      evaluation.addCase(good[i], scores[i]);
    }
    System.out.println(name + ": " + evaluation.areaUnderRocCurve(false) + ", interpolated " + evaluation.areaUnderRocCurve(true));
  }

  public static void main(String[] args) {
    boolean[] first = {true, true, false, false};
    boolean[] last = {false, false, true, true};
    area("right", first, new double[] {0.9, 0.8, 0.2, 0.1});
    area("wrong way round", first, new double[] {0.1, 0.2, 0.8, 0.9});
    area("constant, good answers first", first, new double[] {0.5, 0.5, 0.5, 0.5});
    area("constant, good answers last", last, new double[] {0.5, 0.5, 0.5, 0.5});
  }
}
JAVA
java_file Area
expect <<'SEEN'
right: 1.0, interpolated 1.0
wrong way round: 0.0, interpolated 0.25
constant, good answers first: 1.0, interpolated 1.0
constant, good answers last: 0.0, interpolated 0.25
SEEN
