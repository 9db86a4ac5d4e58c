package org.attune.bench;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.OptionalLong;

/** How much memory this process holds, where the system says so in {@code /proc}. */
public final class ResidentMemory {
  private static final Path STATUS = Path.of("/proc/self/status");
  private static final Path RESET = Path.of("/proc/self/clear_refs");

  /** What makes Linux forget the peak. */
  private static final String FORGET_PEAK = "5";

  private ResidentMemory() {}

  /** Returns the bytes held now, JVM included, or nothing where the system does not tell. */
  public static OptionalLong now() {
    return field("VmRSS:");
  }

  /** Returns the most bytes held at once since the peak was last forgotten. */
  public static OptionalLong peak() {
    return field("VmHWM:");
  }

  /** Makes the system forget the peak; returns whether it did. */
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
