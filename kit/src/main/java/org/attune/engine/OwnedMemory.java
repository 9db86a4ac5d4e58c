package org.attune.engine;

import ai.djl.Device;
import ai.djl.ndarray.NDManager;
import java.lang.ref.Cleaner;

/**
 * Native memory that belongs to a Java object: freed at once on request, otherwise when garbage
 * collection finds the object unreachable. It counts towards {@link NativeMemory}.
 */
public final class OwnedMemory {
  private static final Cleaner CLEANER = Cleaner.create();

  private final NDManager manager;
  private final Cleaner.Cleanable cleanable;
  private volatile boolean freed;

  private OwnedMemory(Object owner, NDManager manager, long bytes) {
    this.manager = manager;
    this.cleanable =
        CLEANER.register(
            owner,
            () -> {
              manager.close();
              NativeMemory.release(bytes);
            });
  }

  /**
   * Reserves memory on a device.
   *
   * @param owner the object whose end frees the memory
   * @param bytes how much its arrays will take
   */
  public static OwnedMemory of(Object owner, Device device, long bytes) {
    NativeMemory.reserve(bytes);
    return new OwnedMemory(owner, PyTorch.manager(device), bytes);
  }

  /** Returns the manager of the arrays. */
  public NDManager manager() {
    return manager;
  }

  /** Frees the memory now; the arrays must not be in use. */
  public void free() {
    freed = true;
    cleanable.clean();
  }

  /** Returns whether {@link #free} was called. */
  public boolean isFreed() {
    return freed;
  }
}
