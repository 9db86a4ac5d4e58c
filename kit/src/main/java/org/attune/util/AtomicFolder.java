package org.attune.util;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.stream.Stream;

/** Writes folders atomically: under a temporary name beside the final one, then renamed. */
public final class AtomicFolder {
  private AtomicFolder() {}

  /**
   * Makes a folder that must not exist yet; on failure nothing is left of it.
   *
   * @param content writes the files into an empty folder
   */
  public static void create(Path folder, AtomicFile.Content content) throws IOException {
    InvalidInputException.unless(
        !Files.exists(folder),
        "%s exists already and is never overwritten; choose a new folder.",
        folder);
    Path parent = folder.toAbsolutePath().getParent();
    Files.createDirectories(parent);
    // Not a "temporary directory", which other users could not read.
    Path temporary =
        Files.createDirectory(
            parent.resolve(folder.getFileName() + ".part-" + Long.toHexString(System.nanoTime())));
    boolean whole = false;
    try {
      content.write(temporary);
      Files.move(temporary, folder);
      whole = true;
    } finally {
      if (!whole) {
        discard(temporary);
      }
    }
  }

  /** Deletes a partially written folder, which would only take up disk space. */
  private static void discard(Path folder) {
    try (Stream<Path> entries = Files.walk(folder)) {
      for (Path entry : entries.sorted(Comparator.reverseOrder()).toList()) {
        Files.deleteIfExists(entry);
      }
    } catch (IOException ignored) {
      // The original failure is the one to report.
    }
  }
}
