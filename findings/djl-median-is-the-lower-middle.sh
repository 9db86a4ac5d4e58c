#!/bin/sh
# DJL: NDArray.median() of an even number of values is the lower of the two in the middle; percentile(50) is their mean.
#
# Version: ai.djl.pytorch:pytorch-engine 0.35.1, pytorch-native-cpu 2.7.1, linux-x86_64.
# Seen: the median of 1, 2, 3, 4 is 2.0 and the percentile is 2.5; of 0 and 1 they are 0.0 and 0.5.
# Expected: 2.5, as NumPy, whose names DJL takes over, and as the 50th percentile of the same class. PyTorch's torch.median is the cause;
#   DJL's documentation does not say so.
# Why it matters: the median of paired differences, or of an even number of seeds, is too low; of two seeds it is the worse one.
. "$(dirname "$0")/lib/setup.sh"
djl
cat > "$work/Middle.java" <<'JAVA'
import ai.djl.ndarray.NDManager;

public class Middle {
  public static void main(String[] args) {
    try (NDManager manager = NDManager.newBaseManager()) {
      for (float[] values : new float[][] {{1, 2, 3, 4}, {0, 1}}) {
        var array = manager.create(values);
        System.out.println("median " + array.median().getFloat() + ", percentile " + array.percentile(50).getFloat());
      }
    }
  }
}
JAVA
java_file Middle
expect <<'SEEN'
median 2.0, percentile 2.5
median 0.0, percentile 0.5
SEEN
