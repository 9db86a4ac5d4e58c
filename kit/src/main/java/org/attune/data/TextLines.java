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
  private static final int LARGEST_ROW = 64 << 20;

  private final Path file;
  private final SeekableByteChannel packed;
  private final PeekableBytes in;
  private long line = 1;

  private TextLines(Path file, SeekableByteChannel packed, PeekableBytes in) {
    this.file = file;
    this.packed = packed;
    this.in = in;
  }

  /** Opens the file and skips a byte order mark. */
  static TextLines open(Path file) {
    requireReadable(file);
    try {
      SeekableByteChannel packed = Files.newByteChannel(file);
      InputStream bytes =
          new BufferedInputStream(Channels.newInputStream(packed), PeekableBytes.SIZE);
      PeekableBytes plain = new PeekableBytes(unpacked(file, bytes));
      for (int mark = plain.startsWith(0xEF, 0xBB, 0xBF) ? 3 : 0; mark > 0; mark--) {
        plain.read();
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
    } catch (IOException | MalformedInputException e) {
      throw damaged(e);
    }
  }

  private InvalidInputException damaged(Exception e) {
    if (e instanceof EOFException || e instanceof ZipException) {
      return new InvalidInputException(
          place() + ": the gzip data is cut off or damaged here; fetch the file again.", e);
    }
    if (e instanceof MalformedInputException) {
      return new InvalidInputException(
          String.format(
              "%s: the Zstandard data cannot be decompressed here (%s); fetch the file again, or"
                  + " compress it with a level below 20.",
              place(), e.getMessage()),
          e);
    }
    return unreadable(file, e);
  }

  /**
   * Returns the first byte that is not white space, without consuming it; 0 when it is far away.
   */
  int firstVisible() {
    int at = 0;
    while (at < PeekableBytes.SIZE && isBlank(peek(at))) {
      at++;
    }
    return at < PeekableBytes.SIZE ? peek(at) : 0;
  }

  /** Returns the first line without consuming it, a letter per byte; cut when it is very long. */
  String firstLine() {
    StringBuilder first = new StringBuilder();
    for (int b = peek(0); b >= 0 && b != '\n'; b = peek(first.length())) {
      first.append((char) b);
    }
    return first.toString();
  }

  private int peek(int ahead) {
    try {
      return in.peek(ahead);
    } catch (IOException | MalformedInputException e) {
      throw damaged(e);
    }
  }

  /** Rejects a row of excessive size, which a small compressed file can unpack to. */
  void requireRoom(int size) {
    if (size >= LARGEST_ROW) { // once per byte, so no message is made unless it is needed
      throw InvalidInputException.of(
          "%s: the row is longer than %d MiB; write one row on each line.",
          place(), LARGEST_ROW >> 20);
    }
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

  private static boolean startsWith(InputStream bytes, int... start) throws IOException {
    bytes.mark(start.length);
    boolean same = true;
    for (int i = 0; same && i < start.length; i++) {
      same = bytes.read() == start[i];
    }
    bytes.reset();
    return same;
  }

  private static void requireNotUtf16(Path file, PeekableBytes bytes) throws IOException {
    boolean utf16 = bytes.startsWith(0xFE, 0xFF) || bytes.startsWith(0xFF, 0xFE);
    InvalidInputException.unless(!utf16, "%s is UTF-16; save it as UTF-8.", file);
  }

  private static InputStream unpacked(Path file, InputStream bytes) throws IOException {
    if (startsWith(bytes, 0x28, 0xB5, 0x2F, 0xFD)) {
      return new ZstdInputStream(bytes);
    }
    return startsWith(bytes, 0x1F, 0x8B) ? unzipped(file, bytes) : bytes;
  }

  private static InputStream unzipped(Path file, InputStream bytes) throws IOException {
    try {
      return new GZIPInputStream(bytes, PeekableBytes.SIZE);
    } catch (EOFException | ZipException e) {
      bytes.close();
      throw new InvalidInputException(
          file + " starts like a gzip file but its header is cut off; fetch it again.", e);
    }
  }

  private static InvalidInputException unreadable(Path file, Exception e) {
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
