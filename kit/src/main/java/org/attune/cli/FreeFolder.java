package org.attune.cli;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import java.util.stream.Stream;
import org.attune.util.InvalidInputException;
import org.attune.util.WriteFailure;

/** Whether a folder may take the results of a run: free, and writable. */
final class FreeFolder {
  /** The beginning of the names of what a run removes itself: its lock, and unfinished files. */
  static final String OURS = ".attune-";

  private FreeFolder() {}

  /** Returns whether a folder does not exist, or holds nothing but what a run may remove. */
  static boolean isFree(Path folder) {
    if (!Files.exists(folder)) {
      return true;
    }
    try (Stream<Path> entries = Files.list(folder)) {
      return entries.allMatch(FreeFolder::isOurs);
    } catch (IOException e) {
      return false;
    }
  }

  /** Returns whether a run made a file or folder for itself, such as its lock. */
  static boolean isOurs(Path entry) {
    return entry.getFileName().toString().startsWith(OURS);
  }

  /**
   * Returns why a path can never be a folder of results; it is not made, nor is anything written.
   */
  static Optional<String> obstacle(Path folder) {
    if (folder.toString().isBlank()) {
      return Optional.of("the name is empty");
    }
    Path at = folder.toAbsolutePath();
    while (at != null && !Files.exists(at)) {
      at = at.getParent();
    }
    if (at == null) {
      return Optional.of("there is no " + folder.toAbsolutePath().getRoot());
    }
    String where = Files.exists(folder) ? "" : folder + ": ";
    if (!Files.isDirectory(at)) {
      return Optional.of(where + at + " is a file, not a folder");
    }
    // A full folder may be read-only: the results then go beside it.
    return Files.exists(folder) || Files.isWritable(at)
        ? Optional.empty()
        : Optional.of(where + "you may not write in " + at);
  }

  /** Checks now, rather than after an hour of training, that the folder is writable. */
  static void requireWritable(Path folder) {
    try {
      Files.createDirectories(folder);
      Files.delete(Files.createTempFile(folder, OURS, ".part"));
    } catch (IOException e) {
      String why = WriteFailure.reason(e);
      throw new InvalidInputException(
          folder + ": results cannot be written there (" + why + "); choose another --out.", e);
    }
  }

  /** Returns the outermost folder that has to be created for this one. */
  static Optional<Path> topmostMissing(Path folder) {
    Path missing = null;
    for (Path at = folder.toAbsolutePath(); at != null && !Files.exists(at); at = at.getParent()) {
      missing = at;
    }
    return Optional.ofNullable(missing);
  }
}
