package org.attune.util;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.OptionalLong;

/** Reads the memory of this process, where the system reports it in {@code /proc}. */
public final class ResidentMemory {
  private static final Path STATUS = Path.of("/proc/self/status");
  private static final Path RESET = Path.of("/proc/self/clear_refs");

  /** The text that makes Linux reset the peak. */
  private static final String FORGET_PEAK = "5";

  private ResidentMemory() {}

  /**
   * Returns the bytes held now, including the JVM, or nothing where the system does not report
   * them.
   */
  public static OptionalLong now() {
    return field("VmRSS:");
  }

  /** Returns the peak bytes since the last reset. */
  public static OptionalLong peak() {
    return field("VmHWM:");
  }

  /** Resets the peak; returns whether the system did. */
  public static boolean forgetPeak() {
    try {
      Files.writeString(RESET, FORGET_PEAK);
      return true;
    } catch (IOException refused) {
      return false;
    }
  }

  private static OptionalLong field(String name) {
    try {
      return Files.readAllLines(STATUS).stream()
          .filter(line -> line.startsWith(name))
          .mapToLong(line -> 1024 * Long.parseLong(line.replaceAll("\\D", "")))
          .findFirst();
    } catch (IOException unknown) {
      return OptionalLong.empty();
    }
  }
}
