package org.attune.util;

import java.io.FileOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;

/**
 * Writes files without being affected by interrupts: a channel of {@code java.nio} closes itself
 * when its thread is interrupted, a plain stream does not.
 */
public final class UninterruptibleFiles {
  private UninterruptibleFiles() {}

  /** Writes a text in UTF-8. */
  public static void write(Path file, String text) throws IOException {
    write(file, List.of(text.getBytes(StandardCharsets.UTF_8)));
  }

  /** Writes pieces in order, replacing the file's content, and syncs them to disk. */
  public static void write(Path file, Iterable<byte[]> pieces) throws IOException {
    try (FileOutputStream out = new FileOutputStream(file.toFile())) {
      for (byte[] piece : pieces) {
        out.write(piece);
      }
      out.flush();
      if (file.toFile().isFile()) { // A device cannot be synced.
        out.getFD().sync();
      }
    }
  }
}
