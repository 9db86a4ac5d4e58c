#!/bin/sh
# Smile: one score of NaN raises the AUC of four answers from 0.75 to 1, whichever answer it is given to.
#
# Version: com.github.haifengl:smile-base 3.1.1.
# Seen: four answers, two of them good, scored 0.2, 0.5, 0.6 and 0.1: AUC.of gives 0.75. With NaN in place of a good answer's 0.2, or of a bad answer's
#   0.5, it gives 1.0; with NaN for both good answers 0.75.
# Expected: NaN or an exception, as for a list of scores that are all of one class.
# Why it matters: a reward model whose scores overflow on some answers gets a perfect report.
. "$(dirname "$0")/lib/setup.sh"
maven com.github.haifengl:smile-core:3.1.1 org.slf4j:slf4j-nop:2.0.17
cat > "$work/Scores.java" <<'JAVA'
import smile.validation.metric.AUC;

public class Scores {
  public static void main(String[] args) {
    int[] good = {1, 0, 1, 0};
    double nan = Double.NaN;
    System.out.println("all scored: " + AUC.of(good, new double[] {0.2, 0.5, 0.6, 0.1}));
    System.out.println("NaN for a good answer: " + AUC.of(good, new double[] {nan, 0.5, 0.6, 0.1}));
    System.out.println("NaN for a bad answer: " + AUC.of(good, new double[] {0.2, nan, 0.6, 0.1}));
    System.out.println("NaN for both good answers: " + AUC.of(good, new double[] {nan, 0.5, nan, 0.1}));
  }
}
JAVA
java_file Scores
expect <<'SEEN'
all scored: 0.75
NaN for a good answer: 1.0
NaN for a bad answer: 1.0
NaN for both good answers: 0.75
SEEN
