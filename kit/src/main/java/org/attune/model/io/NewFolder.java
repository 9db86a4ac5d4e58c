package org.attune.model.io;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.stream.Stream;
import org.attune.util.InvalidInputException;

/** Writes a new folder under a temporary name and renames it when it is complete. */
final class NewFolder {
  private NewFolder() {}

  /** Fills a folder. */
  interface Content {
    /** Writes files into the folder. */
    void write(Path folder) throws IOException;
  }

  /** Writes a new folder; one that exists is never overwritten. */
  static void write(Path folder, Content content) {
    InvalidInputException.unless(
        !Files.exists(folder),
        "%s exists already and is never overwritten; name a new folder.",
        folder);
    Path parent = folder.toAbsolutePath().getParent();
    Path temporary = null;
    try {
      Files.createDirectories(parent);
      // Not a "temporary directory", which other users could not read.
      temporary =
          Files.createDirectory(
              parent.resolve(
                  folder.getFileName() + ".part-" + Long.toHexString(System.nanoTime())));
      content.write(temporary);
      Files.move(temporary, folder);
      temporary = null;
    } catch (IOException e) {
      throw new UncheckedIOException(
          folder + ": the model cannot be saved there (" + e.getMessage() + ").", e);
    } finally {
      discard(temporary);
    }
  }

  /** Deletes a partially written model, which would only take up disk space. */
  private static void discard(Path folder) {
    if (folder == null) {
      return;
    }
    try (Stream<Path> entries = Files.walk(folder)) {
      for (Path entry : entries.sorted(Comparator.reverseOrder()).toList()) {
        Files.deleteIfExists(entry);
      }
    } catch (IOException ignored) {
      // The original failure is the one to report.
    }
  }
}
