#!/bin/sh
# DJL: getGradient() gives a new array of zeros at each call until the first backward pass; what is written to it is lost.
#
# Version: ai.djl:api and ai.djl.pytorch:pytorch-engine 0.35.1, PyTorch 2.7.1 on the processor.
# Seen: 1 added in place to the gradient of a weight that has had no backward pass is gone at the next call; after a backward pass the
#   same addition stays, because the array is then the gradient itself.
# Expected: one behaviour; the array that the optimizer reads.
# Why it matters: gradients that are computed elsewhere (by hand, on another device) and added to the weights' are ignored in the first
#   step, and from the second step on they count.
. "$(dirname "$0")/lib/setup.sh"
djl
cat > "$work/Before.java" <<'JAVA'
import ai.djl.engine.Engine;
import ai.djl.ndarray.*;
import java.util.Arrays;

public class Before {
  public static void main(String[] args) {
    try (var manager = NDManager.newBaseManager("PyTorch")) {
      NDArray weight = manager.create(new float[] {1, 2});
      weight.setRequiresGradient(true);
      weight.getGradient().addi(manager.create(new float[] {1, 1}));
      print("before a backward pass", weight);
      try (var collector = Engine.getEngine("PyTorch").newGradientCollector()) {
        collector.backward(weight.sum());
      }
      weight.getGradient().addi(manager.create(new float[] {1, 1}));
      print("after one whose gradient is 1", weight);
    }
  }

  static void print(String name, NDArray weight) {
    System.out.println(name + ": " + Arrays.toString(weight.getGradient().toFloatArray()));
  }
}
JAVA
java_file Before
expect <<'SEEN'
before a backward pass: [0.0, 0.0]
after one whose gradient is 1: [2.0, 2.0]
SEEN
