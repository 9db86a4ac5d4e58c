package org.attune.util;

import java.io.FileOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.List;
import java.util.UUID;

/**
 * Writes files that the stop button cannot destroy: a channel of {@code java.nio} closes itself
 * when its thread is interrupted, a plain stream does not.
 */
public final class UninterruptibleFiles {
  private UninterruptibleFiles() {}

  /** Writes a text in UTF-8. */
  public static void write(Path file, String text) throws IOException {
    write(file, List.of(text.getBytes(StandardCharsets.UTF_8)));
  }

  /** Writes a text in place of an older one, if there is one; a reader sees either, never half. */
  public static void replace(Path file, String text) throws IOException {
    // Two processes may keep results in one folder, so no two temporary names are alike.
    Path part = file.resolveSibling(".attune-" + UUID.randomUUID() + ".part");
    try {
      write(part, text);
      Files.move(part, file, StandardCopyOption.REPLACE_EXISTING, StandardCopyOption.ATOMIC_MOVE);
    } finally {
      Files.deleteIfExists(part);
    }
  }

  /** Writes pieces one after the other, in place of what the file held, down to the disk. */
  public static void write(Path file, Iterable<byte[]> pieces) throws IOException {
    try (FileOutputStream out = new FileOutputStream(file.toFile())) {
      for (byte[] piece : pieces) {
        out.write(piece);
      }
      out.flush();
      if (file.toFile().isFile()) { // A device has nothing to be synchronised with.
        out.getFD().sync();
      }
    }
  }
}
