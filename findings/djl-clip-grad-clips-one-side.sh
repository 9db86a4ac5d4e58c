#!/bin/sh
# DJL: Optimizer.optClipGrad(c) clips gradients above c, but not those below -c, on the PyTorch engine.
#
# Version: ai.djl:api and ai.djl.pytorch:pytorch-engine 0.35.1, PyTorch 2.7.1 on the processor.
# Seen: plain SGD at a rate of 1 with optClipGrad(1), gradients 5 and -5: the weights move by -1 and +5.
# Expected: -1 and +1. (It is by element in either case; PyTorch's clip_grad_norm_, the usual one, scales the whole gradient.)
# Why it matters: large negative gradients, the half that clipping is there for, pass as they are.
. "$(dirname "$0")/lib/setup.sh"
djl
cat > "$work/Clip.java" <<'JAVA'
import ai.djl.ndarray.NDManager;
import ai.djl.training.optimizer.Optimizer;
import ai.djl.training.tracker.Tracker;
import java.util.Arrays;

public class Clip {
  public static void main(String[] args) {
    try (var manager = NDManager.newBaseManager("PyTorch")) {
      Optimizer sgd = Optimizer.sgd().setLearningRateTracker(Tracker.fixed(1f)).optClipGrad(1f).build();
      var weights = manager.create(new float[] {0, 0});
      sgd.update("weights", weights, manager.create(new float[] {5, -5}));
      System.out.println(Arrays.toString(weights.toFloatArray()));
    }
  }
}
JAVA
java_file Clip
expect <<'SEEN'
[-1.0, 5.0]
SEEN
