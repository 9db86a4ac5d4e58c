package org.attune.data;

import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.channels.FileLock;
import java.nio.channels.OverlappingFileLockException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import org.attune.util.InvalidInputException;

/**
 * Locks a folder for one process: a file in it names the owner, and the operating system releases
 * the lock on that file when the process ends, however it ends.
 */
public final class FolderLock implements AutoCloseable {
  /** The file's name. */
  public static final String FILE = ".attune-lock";

  /** The locked byte lies beyond the text, which other processes must be able to read. */
  private static final long PLACE = 1L << 32;

  private final Path path;
  private final RandomAccessFile file;

  private FolderLock(Path path, RandomAccessFile file) {
    this.path = path;
    this.file = file;
  }

  /** Locks an existing folder, or throws an exception that names the process that holds it. */
  public static FolderLock of(Path folder) {
    return tryTo(folder)
        .orElseThrow(
            () ->
                new InvalidInputException(
                    String.format(
                        "%s is in use by another run (process %s); wait for its end, stop it, or"
                            + " choose another folder.",
                        folder, owner(folder))));
  }

  /** Locks an existing folder, unless another run holds it. */
  public static Optional<FolderLock> tryTo(Path folder) {
    Path path = folder.resolve(FILE);
    try {
      RandomAccessFile file = new RandomAccessFile(path.toFile(), "rw");
      if (!isLocked(file)) {
        file.close();
        return Optional.empty();
      }
      file.setLength(0);
      file.write(String.valueOf(ProcessHandle.current().pid()).getBytes(StandardCharsets.UTF_8));
      return Optional.of(new FolderLock(path, file));
    } catch (IOException e) {
      throw new InvalidInputException(
          folder + ": cannot be held for a run (" + e.getMessage() + ").", e);
    }
  }

  private static boolean isLocked(RandomAccessFile file) throws IOException {
    try {
      FileLock lock = file.getChannel().tryLock(PLACE, 1, false);
      return lock != null;
    } catch (OverlappingFileLockException ownProcess) {
      return false;
    }
  }

  private static String owner(Path folder) {
    try {
      String text = Files.readString(folder.resolve(FILE)).strip();
      return text.matches("\\d{1,19}") ? text : "unknown";
    } catch (IOException e) {
      return "unknown";
    }
  }

  /** Releases the folder. */
  @Override
  public void close() {
    try {
      Files.deleteIfExists(path);
      file.close();
    } catch (IOException e) {
      throw new java.io.UncheckedIOException(path + ": cannot be removed.", e);
    }
  }
}
