#!/bin/sh
# DJL: what an optimizer does to a weight in place works on the thread that loaded PyTorch, and fails on every other thread.
#
# Version: ai.djl.pytorch:pytorch-engine 0.35.1, PyTorch 2.7.1 on the processor.
# Seen: weights.addi(step) on an array that requires its gradient succeeds on the main thread; on a second thread it throws
#   "a leaf Variable that requires grad is being used in an in-place operation". PyTorch's gradient mode belongs to a thread and starts
#   as on; the engine turns it off once, on the thread that loads it.
# Expected: one behaviour on all threads, as the collector, not the thread, is DJL's sign that gradients are wanted.
# Why it matters: training moved to a worker thread fails; inference there records a graph nobody asked for, and memory grows.
. "$(dirname "$0")/lib/setup.sh"
djl
cat > "$work/Threads.java" <<'JAVA'
import ai.djl.ndarray.*;

public class Threads {
  public static void main(String[] args) throws InterruptedException {
    try (var manager = NDManager.newBaseManager("PyTorch")) {
      NDArray weights = manager.create(new float[] {1, 2});
      weights.setRequiresGradient(true);
      NDArray step = manager.create(new float[] {1, 1});
      Runnable update =
          () -> {
            String name = Thread.currentThread().getName();
            try {
              weights.addi(step);
              System.out.println(name + ": updated");
            } catch (RuntimeException e) {
              System.out.println(name + ": " + e.getMessage().lines().findFirst().get());
            }
          };
      update.run();
      Thread second = new Thread(update, "second");
      second.start();
      second.join();
    }
  }
}
JAVA
java_file Threads
expect <<'SEEN'
main: updated
second: a leaf Variable that requires grad is being used in an in-place operation.
SEEN
