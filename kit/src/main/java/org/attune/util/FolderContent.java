package org.attune.util;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;

/**
 * The files of a folder in memory, to be written elsewhere.
 *
 * @param files the bytes of each file by its path below the folder, with slashes
 */
public record FolderContent(Map<String, byte[]> files) {
  /**
   * Reads a folder; one that does not exist is empty. Hidden files, such as locks, are left out.
   */
  public static FolderContent of(Path folder) {
    Map<String, byte[]> files = new TreeMap<>();
    if (Files.isDirectory(folder)) {
      try (Stream<Path> walk = Files.walk(folder)) {
        for (Path file : walk.filter(Files::isRegularFile).sorted().toList()) {
          if (!file.getFileName().toString().startsWith(".")) {
            files.put(
                folder.relativize(file).toString().replace('\\', '/'), Files.readAllBytes(file));
          }
        }
      } catch (IOException e) {
        throw new UncheckedIOException(folder + ": the folder cannot be read.", e);
      }
    }
    return new FolderContent(files);
  }

  /** Writes the files below a folder; each appears whole or not at all. */
  public void writeTo(Path folder) {
    files.forEach((name, bytes) -> AtomicFile.replace(folder.resolve(name), bytes));
  }
}
