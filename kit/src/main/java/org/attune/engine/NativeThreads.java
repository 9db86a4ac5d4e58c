package org.attune.engine;

import ai.djl.pytorch.jni.JniUtils;
import java.util.function.Supplier;
import org.attune.util.InvalidInputException;

/** How many native threads share one operation of the calling thread. */
public final class NativeThreads {
  private NativeThreads() {}

  /** Returns the number of native threads. */
  public static int now() {
    return PyTorch.threads();
  }

  /** Computes with so many native threads and then goes back to as many as before. */
  public static <T> T with(int count, Supplier<T> job) {
    InvalidInputException.unless(count > 0, "The threads must be > 0, got %d; try 1.", count);
    int before = now();
    JniUtils.setNumThreads(count);
    try {
      return job.get();
    } finally {
      JniUtils.setNumThreads(before);
    }
  }
}
