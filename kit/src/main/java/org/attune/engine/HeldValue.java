package org.attune.engine;

import ai.djl.Device;
import ai.djl.pytorch.jni.IValue;
import java.util.function.Supplier;

/**
 * A result that a script left in native memory because it is no array, such as packed matrices; it
 * is an argument of later calls, and its memory is freed once nothing refers to it.
 */
public final class HeldValue {
  private final IValue value;

  HeldValue(Device device, long bytes, Supplier<IValue> make) {
    OwnedMemory memory = OwnedMemory.of(this, device, bytes);
    this.value = make.get();
    memory.manager().attachInternal(value.getUid(), value);
  }

  IValue value() {
    return value;
  }
}
