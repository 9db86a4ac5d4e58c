#!/bin/sh
# DJL: sigmoidBinaryCrossEntropyLoss with fromSigmoid = true is lowest for the worst prediction: training with it learns the opposite of the labels.
#
# Version: ai.djl.pytorch:pytorch-engine 0.35.1, pytorch-native-cpu 2.7.1, linux-x86_64.
# Seen: the loss is log p for the label 1 and log(1 - p) for the label 0, without their minus sign: it is never positive, and falls as the prediction gets worse.
# Expected: what fromSigmoid = false gives for the same predictions before the sigmoid function: -log p and -log(1 - p).
# Why it matters: a reward model or a judge that ends in a sigmoid is trained away from its labels, and its loss becomes smaller and smaller.
. "$(dirname "$0")/lib/setup.sh"
djl
cat > "$work/Binary.java" <<'JAVA'
import ai.djl.ndarray.*;
import ai.djl.training.loss.Loss;
import java.util.Locale;

public class Binary {
  public static void main(String[] args) {
    try (NDManager manager = NDManager.newBaseManager()) {
      for (float label : new float[] {1, 0}) {
        for (float logit : new float[] {2, 0, -2}) {
          NDArray labels = manager.create(new float[] {label}).expandDims(1), logits = manager.create(new float[] {logit}).expandDims(1);
          NDArray shares = ai.djl.ndarray.NDArrays.div(1, logits.neg().exp().add(1));
          float right = Loss.sigmoidBinaryCrossEntropyLoss().evaluate(new NDList(labels), new NDList(logits)).getFloat();
          float seen = Loss.sigmoidBinaryCrossEntropyLoss("loss", 1, true).evaluate(new NDList(labels), new NDList(shares)).getFloat();
          System.out.printf(Locale.ROOT, "label %.0f, p = %.2f: loss %.3f before the sigmoid, %.3f after it%n", label, shares.getFloat(0, 0), right, seen);
        }
      }
    }
  }
}
JAVA
java_file Binary
expect <<'SEEN'
label 1, p = 0.88: loss 0.127 before the sigmoid, -0.127 after it
label 1, p = 0.50: loss 0.693 before the sigmoid, -0.693 after it
label 1, p = 0.12: loss 2.127 before the sigmoid, -2.127 after it
label 0, p = 0.88: loss 2.127 before the sigmoid, -2.127 after it
label 0, p = 0.50: loss 0.693 before the sigmoid, -0.693 after it
label 0, p = 0.12: loss 0.127 before the sigmoid, -0.127 after it
SEEN
