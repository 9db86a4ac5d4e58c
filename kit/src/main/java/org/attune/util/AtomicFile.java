package org.attune.util;

import java.io.FileOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.UUID;

/** Writes files atomically: to a temporary file in the same folder, which is then renamed. */
public final class AtomicFile {
  private AtomicFile() {}

  /** Writes a file that must not exist yet, and returns its path. */
  public static Path create(Path file, byte[] content) {
    if (Files.exists(file)) {
      throw exists(file);
    }
    return land(file, content, false);
  }

  /** Writes a file, replacing an older one; a reader sees either version, never a partial file. */
  public static Path replace(Path file, byte[] content) {
    return land(file, content, true);
  }

  private static Path land(Path file, byte[] content, boolean replace) {
    Path whole = file.toAbsolutePath();
    try {
      Files.createDirectories(whole.getParent());
      // Not Files.createTempFile, whose files only their owner may read: reports are shared.
      Path temporary = whole.resolveSibling(".attune-" + UUID.randomUUID() + ".part");
      try {
        // A channel would close itself, and lose the file, on an interrupt.
        try (FileOutputStream out = new FileOutputStream(temporary.toFile())) {
          out.write(content);
        }
        rename(temporary, whole, replace);
      } finally {
        Files.deleteIfExists(temporary);
      }
      return file;
    } catch (FileAlreadyExistsException e) {
      throw exists(file);
    } catch (IOException e) {
      throw new UncheckedIOException(
          file + ": cannot be written (" + e.getMessage() + "); is the disk full?", e);
    }
  }

  private static void rename(Path from, Path to, boolean replace) throws IOException {
    if (replace) {
      Files.move(from, to, StandardCopyOption.REPLACE_EXISTING, StandardCopyOption.ATOMIC_MOVE);
    } else {
      Files.move(from, to);
    }
  }

  private static IllegalStateException exists(Path file) {
    return new IllegalStateException(
        file + " exists already and is not overwritten; choose another name or call replace.");
  }
}
