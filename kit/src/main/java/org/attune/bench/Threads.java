package org.attune.bench;

import ai.djl.pytorch.jni.JniUtils;
import java.util.function.Supplier;
import org.attune.data.BadInput;
import org.attune.model.Native;

/** How many native threads share one operation of the calling thread. */
public final class Threads {
  private Threads() {}

  /** Returns the number of native threads. */
  public static int now() {
    return Native.threads();
  }

  /** Computes with so many native threads and then goes back to as many as before. */
  public static <T> T with(int count, Supplier<T> job) {
    BadInput.unless(count > 0, "The threads must be > 0, got %d; try 1.", count);
    int before = now();
    JniUtils.setNumThreads(count);
    try {
      return job.get();
    } finally {
      JniUtils.setNumThreads(before);
    }
  }
}
