package org.attune.world;

import com.google.gson.Gson;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.zip.GZIPInputStream;
import java.util.zip.GZIPOutputStream;
import org.attune.data.Pair;
import org.attune.util.AtomicFile;

/** The files of the bundled data folder: read, written atomically, and hashed. */
public final class WorldFiles {
  /** The seed of all files. */
  public static final long SEED = 20260101;

  /** The pairs that the start sampled, as files of the folder. */
  public static final List<String> SAMPLED = List.of("train.jsonl.gz", "test.jsonl.gz");

  private static final Gson GSON = new Gson();

  private WorldFiles() {}

  /**
   * Writes a text under another name first, so that no reader sees a partial file. A file named
   * {@code .gz} is compressed.
   */
  static void write(Path file, String text) {
    byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
    try {
      AtomicFile.replace(
          file,
          draft -> {
            try (OutputStream out = Files.newOutputStream(draft);
                OutputStream packed = isCompressed(file) ? new GZIPOutputStream(out) : out) {
              packed.write(bytes);
            }
          });
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

  private static boolean isCompressed(Path file) {
    return file.toString().endsWith(".gz");
  }

  /** Reads pairs back from the lines of a file. */
  static List<Pair> pairs(String text) {
    return text.lines().map(line -> GSON.fromJson(line, Pair.class)).toList();
  }
}
