package org.attune.cli;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.attune.data.FolderLock;
import org.attune.data.TemporaryFolder;

/**
 * Temporary files and folders that a killed process left in a folder of results; only the process
 * that holds the folder's lock may remove them.
 */
final class Leftovers {
  private Leftovers() {}

  /** Removes them from a folder and everything below it. */
  static void removeBelow(Path folder) {
    remove(folder, Integer.MAX_VALUE);
  }

  /** Removes them from a folder, and leaves its subfolders alone. */
  static void removeIn(Path folder) {
    remove(folder, 1);
  }

  private static void remove(Path folder, int depth) {
    try {
      for (Path entry : find(folder, depth)) {
        if (Files.exists(entry)) { // not gone with its folder
          TemporaryFolder.remove(entry);
        }
      }
    } catch (IOException | UncheckedIOException e) {
      throw new UncheckedIOException(
          folder + ": what a stopped run left there cannot be removed: " + e.getMessage(),
          e instanceof UncheckedIOException walking ? walking.getCause() : (IOException) e);
    }
  }

  private static List<Path> find(Path folder, int depth) throws IOException {
    if (!Files.isDirectory(folder)) {
      return List.of();
    }
    try (Stream<Path> all = Files.walk(folder, depth)) {
      return all.filter(entry -> !entry.equals(folder) && isOne(entry)).sorted().toList();
    }
  }

  private static boolean isOne(Path entry) {
    String name = entry.getFileName().toString();
    return (FreeFolder.isOurs(entry) && !name.equals(FolderLock.FILE))
        || name.matches(".*\\.part-[0-9a-f]+");
  }
}
