#!/bin/sh
# DJL: Accuracy.evaluate gives 4 for four right answers of four, and 2 for two of four, where their accuracy is 1 and 0.5; so does BinaryAccuracy.
#
# Version: ai.djl.pytorch:pytorch-engine 0.35.1, pytorch-native-cpu 2.7.1, linux-x86_64.
# Seen: evaluate returns the number of right answers. Only the value that is kept by updateAccumulators over batches is a share. evaluate of a loss is the
#   mean over the batch.
# Expected: 1 and 0.5, "the evaluation between the labels and the predictions" of the documentation.
# Why it matters: with one answer in a batch both agree; in a loop of one's own the accuracy grows with the batch size.
. "$(dirname "$0")/lib/setup.sh"
djl
cat > "$work/Four.java" <<'JAVA'
import ai.djl.ndarray.*;
import ai.djl.ndarray.types.DataType;
import ai.djl.training.evaluator.*;
import ai.djl.training.loss.Loss;
import java.util.Locale;

public class Four {
  static void show(String name, Evaluator evaluator, NDArray labels, NDArray predictions) {
    NDArray value = evaluator.evaluate(new NDList(labels), new NDList(predictions)).toType(DataType.FLOAT64, true);
    evaluator.addAccumulator("epoch");
    evaluator.updateAccumulators(new String[] {"epoch"}, new NDList(labels), new NDList(predictions));
    System.out.printf(Locale.ROOT, "%s: evaluate %.2f, accumulated %.2f%n", name, value.getDouble(), evaluator.getAccumulator("epoch"));
  }

  public static void main(String[] args) {
    try (NDManager manager = NDManager.newBaseManager()) {
      NDArray labels = manager.create(new float[] {1, 1, 0, 0});
      NDArray scores = manager.create(new float[][] {{-1, 1}, {-1, 1}, {1, -1}, {1, -1}}), half = manager.create(new float[][] {{-1, 1}, {-1, 1}, {-1, 1}, {-1, 1}});
      show("Accuracy, four of four", new Accuracy(), labels, scores);
      show("Accuracy, two of four", new Accuracy(), labels, half);
      show("BinaryAccuracy, two of four", new BinaryAccuracy(), labels, manager.create(new float[] {1, 1, 1, 1}));
      show("softmaxCrossEntropyLoss, four of four", Loss.softmaxCrossEntropyLoss(), labels, scores);
    }
  }
}
JAVA
java_file Four
expect <<'SEEN'
Accuracy, four of four: evaluate 4.00, accumulated 1.00
Accuracy, two of four: evaluate 2.00, accumulated 0.50
BinaryAccuracy, two of four: evaluate 2.00, accumulated 0.50
softmaxCrossEntropyLoss, four of four: evaluate 0.13, accumulated 0.13
SEEN
