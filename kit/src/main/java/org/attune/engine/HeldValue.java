package org.attune.engine;

import ai.djl.pytorch.jni.IValue;
import java.lang.ref.Cleaner;

/**
 * A result that a script left in native memory because it is no array, such as packed matrices; it
 * is an argument of later calls, and its memory is freed once nothing refers to it.
 */
public final class HeldValue {
  private static final Cleaner CLEANER = Cleaner.create();

  private final IValue value;

  HeldValue(IValue value, long bytes) {
    this.value = value;
    NativeMemory.reserve(bytes);
    CLEANER.register(
        this,
        () -> {
          value.close();
          NativeMemory.release(bytes);
        });
  }

  IValue value() {
    return value;
  }
}
