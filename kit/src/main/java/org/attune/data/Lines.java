package org.attune.data;

import java.io.BufferedInputStream;
import java.io.ByteArrayOutputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.nio.file.AccessDeniedException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.zip.GZIPInputStream;
import java.util.zip.ZipException;

/**
 * The lines of one text file, plain or gzip, read one at a time.
 *
 * <p>Lines are cut in the bytes and decoded one by one, so that malformed UTF-8 is found on its
 * line, and memory holds a single line however large the file is.
 */
final class Lines implements AutoCloseable {
  private static final int BUFFER = 1 << 16;

  private final Path file;
  private final InputStream in;
  private final ByteArrayOutputStream line = new ByteArrayOutputStream();
  private long number;

  private Lines(Path file, InputStream in) {
    this.file = file;
    this.in = in;
  }

  /** Opens the file, after {@link #requireReadable}. */
  static Lines open(Path file) {
    requireReadable(file);
    try {
      InputStream bytes = new BufferedInputStream(Files.newInputStream(file), BUFFER);
      return new Lines(file, isGzip(bytes) ? unzipped(file, bytes) : bytes);
    } catch (IOException e) {
      throw unreadable(file, e);
    }
  }

  /** Says clearly why a path cannot be read as a file, if it cannot. */
  static void requireReadable(Path file) {
    BadInput.unless(
        Files.exists(file),
        "There is no file %s (looked in %s); check the path.",
        file,
        file.toAbsolutePath().normalize().getParent());
    BadInput.unless(
        !Files.isDirectory(file), "%s is a directory; name the file inside it to read.", file);
    BadInput.unless(Files.isReadable(file), "%s may not be read; check its permissions.", file);
  }

  /** Moves to the next line and says whether there is one. */
  boolean advance() {
    line.reset();
    try {
      int b = in.read();
      if (b < 0) {
        return false;
      }
      number++;
      for (; b >= 0 && b != '\n'; b = in.read()) {
        line.write(b);
      }
      return true;
    } catch (IOException e) {
      throw broken(e);
    }
  }

  /** Returns the number of the current line, counted from 1. */
  long number() {
    return number;
  }

  /** Returns the text of the current line, without its line break and byte order mark. */
  String text() {
    byte[] bytes = line.toByteArray();
    requireNotUtf16(bytes);
    ByteBuffer left = ByteBuffer.wrap(bytes);
    try {
      String text = StandardCharsets.UTF_8.newDecoder().decode(left).toString();
      String bare = number == 1 && text.startsWith("\uFEFF") ? text.substring(1) : text;
      return bare.endsWith("\r") ? bare.substring(0, bare.length() - 1) : bare;
    } catch (CharacterCodingException e) {
      throw new BadInput(
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

  private void requireNotUtf16(byte[] bytes) {
    boolean marked =
        number == 1
            && bytes.length >= 2
            && (bytes[0] & 0xFF) + (bytes[1] & 0xFF) == 0xFF + 0xFE
            && (bytes[0] == (byte) 0xFF || bytes[0] == (byte) 0xFE);
    BadInput.unless(!marked, "the file is UTF-16; save it as UTF-8");
  }

  private static boolean isGzip(InputStream bytes) throws IOException {
    bytes.mark(2);
    boolean gzip = bytes.read() == 0x1F && bytes.read() == 0x8B;
    bytes.reset();
    return gzip;
  }

  private static InputStream unzipped(Path file, InputStream bytes) throws IOException {
    try {
      return new BufferedInputStream(new GZIPInputStream(bytes, BUFFER), BUFFER);
    } catch (EOFException | ZipException e) {
      bytes.close();
      throw new BadInput(
          file + " starts like a gzip file but its header is cut off; fetch it again.", e);
    }
  }

  private BadInput broken(IOException e) {
    if (e instanceof EOFException || e instanceof ZipException) {
      return new BadInput(
          String.format(
              "%s, line %d: the gzip data is cut off or damaged here; fetch the file again.",
              file, Math.max(1, number)),
          e);
    }
    return unreadable(file, e);
  }

  private static BadInput unreadable(Path file, IOException e) {
    return e instanceof AccessDeniedException
        ? new BadInput(file + " may not be read; check its permissions.", e)
        : new BadInput(file + " could not be read: " + e.getMessage() + ".", e);
  }
}
