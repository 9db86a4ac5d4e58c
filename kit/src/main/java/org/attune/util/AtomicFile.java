package org.attune.util;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.List;
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

  /** Writes a text in UTF-8, replacing an older file. */
  public static Path replace(Path file, String text) {
    return land(file, text.getBytes(StandardCharsets.UTF_8), true);
  }

  /** Fills a file or folder of a temporary name. */
  @FunctionalInterface
  public interface Content {
    /** Writes everything to the given path, which does not exist yet. */
    void write(Path temporary) throws IOException;
  }

  /**
   * Lets the caller write a file of a temporary name and renames it, replacing an older one.
   *
   * @throws IOException if writing fails; the older file is then as it was
   */
  public static void replace(Path file, Content content) throws IOException {
    land(file.toAbsolutePath(), content, true);
  }

  /**
   * Lets the caller write a file of a temporary name and renames it.
   *
   * @throws FileAlreadyExistsException if there is such a file, which is left as it was
   * @throws IOException if writing fails
   */
  public static void create(Path file, Content content) throws IOException {
    land(file.toAbsolutePath(), content, false);
  }

  private static Path land(Path file, byte[] content, boolean replace) {
    try {
      land(
          file.toAbsolutePath(),
          temporary -> UninterruptibleFiles.write(temporary, List.of(content)),
          replace);
      return file;
    } catch (IOException e) {
      if (e instanceof FileAlreadyExistsException && !replace && Files.exists(file)) {
        throw exists(file);
      }
      throw new WriteFailure(file, "cannot be written", e);
    }
  }

  private static void land(Path whole, Content content, boolean replace) throws IOException {
    Files.createDirectories(whole.getParent());
    // Not Files.createTempFile, whose files only their owner may read: reports are shared. Two
    // processes may write to one folder, so temporary names are unique.
    Path temporary = whole.resolveSibling(".attune-" + UUID.randomUUID() + ".part");
    try {
      content.write(temporary);
      rename(temporary, whole, replace);
    } finally {
      Files.deleteIfExists(temporary);
    }
  }

  private static void rename(Path from, Path to, boolean replace) throws IOException {
    if (replace) {
      Files.move(from, to, StandardCopyOption.REPLACE_EXISTING, StandardCopyOption.ATOMIC_MOVE);
    } else {
      Files.move(from, to);
    }
  }

  private static InvalidInputException exists(Path file) {
    return new InvalidInputException(
        file + " exists already and is not overwritten; choose another name or call replace.");
  }
}
