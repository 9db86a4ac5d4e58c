#!/bin/sh
# ND4J: the AUC of a judge who gives every answer the same score is 1 if the good answers stand first, and 0 if they stand last.
#
# Version: org.nd4j:nd4j-native 1.0.0-M2.1.
# Seen: ROC with thresholdSteps = 0, the exact mode and the default, gives each answer a threshold of its own, so answers with equal scores are ranked by
#   their place in the data. ROCBinary does the same. A judge who says yes or no, and is right on 3 of 4, is given 1 or 0.5.
# Expected: equal scores count half: 0.5 and 0.75, in whatever order the answers stand.
# Why it matters: data often have the good answers first; a reward model that has collapsed to one score, or a judge who says yes or no, then looks perfect.
. "$(dirname "$0")/lib/setup.sh"
maven org.nd4j:nd4j-native:1.0.0-M2.1 org.nd4j:nd4j-native:1.0.0-M2.1:linux-x86_64 org.slf4j:slf4j-nop:1.7.36
cat > "$work/Constant.java" <<'JAVA'
import org.nd4j.evaluation.classification.*;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;

public class Constant {
  static INDArray column(double... values) {
    return Nd4j.create(values, new long[] {values.length, 1});
  }

  static void show(String name, INDArray labels, INDArray scores) {
    var roc = new ROC();
    roc.eval(labels, scores);
    var binary = new ROCBinary();
    binary.eval(labels, scores);
    System.out.println(name + ": ROC " + roc.calculateAUC() + ", ROCBinary " + binary.calculateAUC(0));
  }

  public static void main(String[] args) {
    show("constant, good ones first", column(1, 1, 0, 0), column(0.5, 0.5, 0.5, 0.5));
    show("constant, good ones last", column(0, 0, 1, 1), column(0.5, 0.5, 0.5, 0.5));
    show("constant, in turn", column(1, 0, 1, 0), column(0.5, 0.5, 0.5, 0.5));
    show("yes or no, good ones first", column(1, 1, 0, 0), column(1, 0, 0, 0));
    show("yes or no, good ones last", column(0, 0, 1, 1), column(0, 0, 0, 1));
  }
}
JAVA
java_file Constant
expect <<'SEEN'
constant, good ones first: ROC 1.0, ROCBinary 1.0
constant, good ones last: ROC 0.0, ROCBinary 0.0
constant, in turn: ROC 0.75, ROCBinary 0.75
yes or no, good ones first: ROC 1.0, ROCBinary 1.0
yes or no, good ones last: ROC 0.5, ROCBinary 0.5
SEEN
