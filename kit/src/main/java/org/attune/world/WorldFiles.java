package org.attune.world;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.zip.GZIPInputStream;
import java.util.zip.GZIPOutputStream;
import org.attune.util.Sha256;

/** Reads files, writes them atomically, and computes their hashes. */
final class WorldFiles {
  private WorldFiles() {}

  /**
   * Writes a text under another name first, so that no reader sees a partial file. A file named
   * {@code .gz} is compressed.
   */
  static void write(Path file, String text) {
    byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
    try {
      Files.createDirectories(file.toAbsolutePath().getParent());
      Path draft = file.resolveSibling(file.getFileName() + ".part");
      try (OutputStream out = compressing(file, Files.newOutputStream(draft))) {
        out.write(bytes);
      }
      Files.move(draft, file, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
    } catch (IOException e) {
      throw new UncheckedIOException("Cannot write " + file + ".", e);
    }
  }

  /** Reads a text that {@link #write} wrote. */
  static String read(Path file) {
    try (InputStream in = Files.newInputStream(file);
        InputStream text = isCompressed(file) ? new GZIPInputStream(in) : in) {
      return new String(text.readAllBytes(), StandardCharsets.UTF_8);
    } catch (IOException e) {
      throw new UncheckedIOException("Cannot read " + file + ".", e);
    }
  }

  private static OutputStream compressing(Path file, OutputStream out) throws IOException {
    return isCompressed(file) ? new GZIPOutputStream(out) : out;
  }

  private static boolean isCompressed(Path file) {
    return file.toString().endsWith(".gz");
  }

  /** Returns the SHA-256 of a text in UTF-8, in hexadecimal. */
  static String sha256(String text) {
    return Sha256.of(text);
  }
}
