package org.attune.halt;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** Options of a JVM that halts at one of its file operations, or copies its files before each. */
public final class HaltPoints {
  private HaltPoints() {}

  /**
   * Returns the options.
   *
   * @param below operations on files below this folder count
   * @param at the operation, from 1, that does not happen any more; 0 for none
   * @param log the file that lists the operations
   */
  public static List<String> options(Path below, int at, Path log) {
    return List.of(
        "-Djava.nio.file.spi.DefaultFileSystemProvider=" + HaltingFiles.class.getName(),
        "-D" + HaltPoint.BELOW + "=" + below.toAbsolutePath(),
        "-D" + HaltPoint.AT + "=" + at,
        "-D" + HaltPoint.LOG + "=" + log.toAbsolutePath());
  }

  /**
   * Returns the options.
   *
   * @param below operations on files below this folder count
   * @param copies gets a copy of that folder before each operation, named after its number
   * @param log the file that lists the operations
   */
  public static List<String> copying(Path below, Path copies, Path log) {
    List<String> options = new ArrayList<>(options(below, 0, log));
    options.add("-D" + HaltPoint.COPIES + "=" + copies.toAbsolutePath());
    return options;
  }
}
