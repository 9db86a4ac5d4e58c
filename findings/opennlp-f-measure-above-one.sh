#!/bin/sh
# OpenNLP: FMeasure gives the answer "yes yes yes yes" a recall of 4 and an F-measure of 1.6 against "yes".
#
# Version: org.apache.opennlp:opennlp-tools 2.5.4.
# Seen: an item of the prediction that occurs several times is counted as a hit each time, also beyond the times that the reference has it. The recall
#   is then above 1, and so may be the F-measure; a precision of 1 hides the repetition.
# Expected: each item of the reference is hit at most once, as for the F1 of words: precision 0.25, recall 1, F-measure 0.4.
# Why it matters: repeating a right word raises the score without limit.
. "$(dirname "$0")/lib/setup.sh"
maven org.apache.opennlp:opennlp-tools:2.5.4 org.slf4j:slf4j-nop:2.0.17
cat > "$work/Overlap.java" <<'JAVA'
import opennlp.tools.util.eval.FMeasure;

public class Overlap {
  public static void main(String[] args) {
    for (String answer : new String[] {"yes", "yes yes yes yes", "yes no"}) {
      FMeasure measure = new FMeasure();
      measure.updateScores(new Object[] {"yes"}, answer.split(" "));
      System.out.printf(java.util.Locale.ROOT, "%s: precision %.2f, recall %.2f, F-measure %.2f%n", answer, measure.getPrecisionScore(),
          measure.getRecallScore(), measure.getFMeasure());
    }
  }
}
JAVA
java_file Overlap
expect <<'SEEN'
yes: precision 1.00, recall 1.00, F-measure 1.00
yes yes yes yes: precision 1.00, recall 4.00, F-measure 1.60
yes no: precision 0.50, recall 1.00, F-measure 0.67
SEEN
