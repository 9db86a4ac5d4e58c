package org.attune.world;

import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import org.attune.util.AtomicFile;
import org.attune.util.Sha256;

/** Writes files atomically and computes their hashes. */
final class WorldFiles {
  private WorldFiles() {}

  /** Writes a text under another name first, so that no reader sees a partial file. */
  static void write(Path file, String text) {
    AtomicFile.replace(file, text.getBytes(StandardCharsets.UTF_8));
  }

  /** Returns the SHA-256 of a text in UTF-8, in hexadecimal. */
  static String sha256(String text) {
    return Sha256.of(text);
  }
}
