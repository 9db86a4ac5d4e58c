package org.attune.engine;

import java.util.Optional;
import java.util.function.Supplier;

/** The device that a cluster assigned to a piece of work, where it assigns devices. */
public final class WorkerDevice {
  private static final ThreadLocal<String> NAME = new InheritableThreadLocal<>();

  private WorkerDevice() {}

  /** Returns the name of the calling thread's device, such as gpu1, if one was assigned. */
  public static Optional<String> name() {
    return Optional.ofNullable(NAME.get());
  }

  /** Runs a job whose models are loaded on the device of that name, if there is one. */
  public static <T> T with(Optional<String> name, Supplier<T> job) {
    String before = NAME.get();
    name.ifPresent(NAME::set);
    try {
      return job.get();
    } finally {
      NAME.set(before);
    }
  }
}
