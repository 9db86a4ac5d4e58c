#!/bin/sh
# DJL: NDArray.duplicate() and toType(..., true) cut the gradient on the PyTorch engine, without an exception.
#
# Version: ai.djl:api and ai.djl.pytorch:pytorch-engine 0.35.1, PyTorch 2.7.1 on the processor.
# Seen: for y = sum(x * x) the gradient at (1, 2, 3) is (2, 4, 6); for y = sum(duplicate(x) * x) it is (1, 2, 3), and so it is after a
#   conversion to 64 bits. Half of the gradient is missing, and nothing says so.
# Expected: torch.Tensor.clone() and torch.Tensor.to(dtype) are differentiable; both gradients would be (2, 4, 6).
# Why it matters: a copy "to be safe", or a cast for more precision, in a loss changes what is learned.
. "$(dirname "$0")/lib/setup.sh"
djl
cat > "$work/Cut.java" <<'JAVA'
import ai.djl.engine.Engine;
import ai.djl.ndarray.*;
import ai.djl.ndarray.types.DataType;
import java.util.Arrays;
import java.util.function.UnaryOperator;

public class Cut {
  public static void main(String[] args) {
    print("x * x", x -> x.mul(x));
    print("duplicate(x) * x", x -> x.duplicate().mul(x));
    print("toType(x, FLOAT64) * x", x -> x.toType(DataType.FLOAT64, true).mul(x));
  }

  static void print(String name, UnaryOperator<NDArray> function) {
    try (var manager = NDManager.newBaseManager("PyTorch");
        var collector = Engine.getEngine("PyTorch").newGradientCollector()) {
      NDArray x = manager.create(new float[] {1, 2, 3});
      x.setRequiresGradient(true);
      collector.backward(function.apply(x).sum());
      System.out.println(name + ": " + Arrays.toString(x.getGradient().toFloatArray()));
    }
  }
}
JAVA
java_file Cut
expect <<'SEEN'
x * x: [2.0, 4.0, 6.0]
duplicate(x) * x: [1.0, 2.0, 3.0]
toType(x, FLOAT64) * x: [1.0, 2.0, 3.0]
SEEN
