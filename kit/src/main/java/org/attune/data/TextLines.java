package org.attune.data;

import io.airlift.compress.MalformedInputException;
import io.airlift.compress.zstd.ZstdInputStream;
import java.io.BufferedInputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.channels.Channels;
import java.nio.channels.ClosedByInterruptException;
import java.nio.channels.SeekableByteChannel;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.nio.file.AccessDeniedException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.zip.GZIPInputStream;
import java.util.zip.ZipException;
import org.attune.util.InvalidInputException;

/**
 * Reads the bytes of a text file, plain, gzip or Zstandard, counting lines; every error has a clear
 * message.
 *
 * <p>Texts are split as bytes and decoded one by one, so that malformed UTF-8 is reported on its
 * line, and memory holds a single text however large the file is.
 */
final class TextLines implements AutoCloseable {
  private static final int BUFFER = 1 << 16;
  private static final int LARGEST_ROW = 64 << 20;

  private final Path file;
  private final SeekableByteChannel packed;
  private final InputStream in;
  private long line = 1;

  private TextLines(Path file, SeekableByteChannel packed, InputStream in) {
    this.file = file;
    this.packed = packed;
    this.in = in;
  }

  /** Opens the file and skips a byte order mark. */
  static TextLines open(Path file) {
    requireReadable(file);
    try {
      SeekableByteChannel packed = Files.newByteChannel(file);
      InputStream bytes = new BufferedInputStream(Channels.newInputStream(packed), BUFFER);
      InputStream plain = unpacked(file, bytes);
      if (startsWith(plain, 0xEF, 0xBB, 0xBF)) {
        plain.skipNBytes(3);
      }
      requireNotUtf16(file, plain);
      return new TextLines(file, packed, plain);
    } catch (IOException e) {
      throw unreadable(file, e);
    }
  }

  /** Returns the share of the file that has been read, or NaN for what has no size. */
  double share() {
    try {
      return packed.size() == 0 ? Double.NaN : (double) packed.position() / packed.size();
    } catch (IOException pipe) {
      return Double.NaN;
    }
  }

  /** Throws with a clear message if a path cannot be read as a file. */
  static void requireReadable(Path file) {
    InvalidInputException.unless(
        Files.exists(file),
        "There is no file %s (looked in %s); check the path.",
        file,
        file.toAbsolutePath().normalize().getParent());
    InvalidInputException.unless(
        !Files.isDirectory(file), "%s is a directory; name the file inside it to read.", file);
    InvalidInputException.unless(
        Files.isReadable(file), "%s cannot be read; check its permissions.", file);
  }

  /** Returns the next byte, or -1 at the end. */
  int read() {
    try {
      int b = in.read();
      if (b == '\n') {
        line++;
      }
      return b;
    } catch (EOFException | ZipException e) {
      throw new InvalidInputException(
          place() + ": the gzip data is cut off or damaged here; fetch the file again.", e);
    } catch (MalformedInputException e) {
      throw new InvalidInputException(
          String.format(
              "%s: the Zstandard data cannot be decompressed here (%s); fetch the file again, or"
                  + " compress it with a level below 20.",
              place(), e.getMessage()),
          e);
    } catch (IOException e) {
      throw unreadable(file, e);
    }
  }

  /**
   * Returns the first byte that is not white space, without consuming it; 0 when it is far away.
   */
  int firstVisible() {
    in.mark(BUFFER);
    long before = line;
    try {
      for (int i = 1; i < BUFFER; i++) {
        int b = read();
        if (!isBlank(b)) {
          return b;
        }
      }
      return 0;
    } finally {
      line = before;
      reset();
    }
  }

  /** Returns the first line without consuming it, a letter per byte; cut when it is very long. */
  String firstLine() {
    in.mark(BUFFER);
    long before = line;
    try {
      StringBuilder first = new StringBuilder();
      for (int b = read(); b >= 0 && b != '\n' && first.length() < BUFFER - 1; b = read()) {
        first.append((char) b);
      }
      return first.toString();
    } finally {
      line = before;
      reset();
    }
  }

  /** Rejects a row of excessive size, which a small compressed file can unpack to. */
  void requireRoom(int size) {
    InvalidInputException.unless(
        size < LARGEST_ROW,
        "%s: the row is longer than %d MiB; write one row on each line.",
        place(),
        LARGEST_ROW >> 20);
  }

  /** Returns the line of the next byte, counted from 1. */
  long line() {
    return line;
  }

  /** Returns the file and the line, for messages. */
  String place() {
    return place(line);
  }

  /** Returns the file and a line of it. */
  String place(long number) {
    return file + ", line " + number;
  }

  static boolean isBlank(int b) {
    return b == ' ' || b == '\n' || b == '\r' || b == '\t';
  }

  /** Decodes a text strictly. */
  static String decoded(byte[] bytes) {
    ByteBuffer left = ByteBuffer.wrap(bytes);
    try {
      return StandardCharsets.UTF_8.newDecoder().decode(left).toString();
    } catch (CharacterCodingException e) {
      throw new InvalidInputException(
          String.format(
              "byte %d of the line (0x%02X) is not UTF-8; save the file as UTF-8",
              left.position() + 1, bytes[left.position()]),
          e);
    }
  }

  @Override
  public void close() {
    try {
      in.close();
    } catch (IOException e) {
      throw unreadable(file, e);
    }
  }

  private void reset() {
    try {
      in.reset();
    } catch (IOException e) {
      throw unreadable(file, e);
    }
  }

  private static boolean startsWith(InputStream bytes, int... start) throws IOException {
    bytes.mark(start.length);
    boolean same = true;
    for (int i = 0; same && i < start.length; i++) {
      same = bytes.read() == start[i];
    }
    bytes.reset();
    return same;
  }

  private static void requireNotUtf16(Path file, InputStream bytes) throws IOException {
    boolean utf16 = startsWith(bytes, 0xFE, 0xFF) || startsWith(bytes, 0xFF, 0xFE);
    InvalidInputException.unless(!utf16, "%s is UTF-16; save it as UTF-8.", file);
  }

  private static InputStream unpacked(Path file, InputStream bytes) throws IOException {
    if (startsWith(bytes, 0x28, 0xB5, 0x2F, 0xFD)) {
      return new BufferedInputStream(new ZstdInputStream(bytes), BUFFER);
    }
    return startsWith(bytes, 0x1F, 0x8B) ? unzipped(file, bytes) : bytes;
  }

  private static InputStream unzipped(Path file, InputStream bytes) throws IOException {
    try {
      return new BufferedInputStream(new GZIPInputStream(bytes, BUFFER), BUFFER);
    } catch (EOFException | ZipException e) {
      bytes.close();
      throw new InvalidInputException(
          file + " starts like a gzip file but its header is cut off; fetch it again.", e);
    }
  }

  private static InvalidInputException unreadable(Path file, IOException e) {
    if (e instanceof AccessDeniedException) {
      return new InvalidInputException(file + " cannot be read; check its permissions.", e);
    }
    if (e instanceof ClosedByInterruptException) {
      return new InvalidInputException("Reading " + file + " was stopped; run it again.", e);
    }
    boolean zip = e instanceof EOFException || e instanceof ZipException;
    String reason = zip ? "its gzip data is cut off or damaged" : e.getMessage();
    return new InvalidInputException(
        file + " could not be read: " + reason + "; if it was cut off, fetch the file again.", e);
  }
}
