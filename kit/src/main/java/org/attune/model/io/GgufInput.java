package org.attune.model.io;

import java.io.BufferedInputStream;
import java.io.Closeable;
import java.io.FileInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.attune.util.InvalidInputException;

/**
 * Reads the description at the beginning of a GGUF file. No number in it makes this program reserve
 * more memory than the file has bytes, or read a description larger than any model's.
 */
final class GgufInput implements Closeable {
  /** The largest vocabularies, with their merges, take some 20 MiB. */
  private static final long MOST = 256L << 20;

  private static final int TEXT = 8;
  private static final int LIST = 9;

  private final Path file;
  private final long size;
  private final InputStream in;
  private long position;

  GgufInput(Path file) throws IOException {
    this.file = file;
    this.size = Math.min(Files.size(file), MOST);
    this.in = new BufferedInputStream(new FileInputStream(file.toFile()), 1 << 16);
  }

  /** Returns how many bytes were read. */
  long position() {
    return position;
  }

  /** Reads a number of four bytes. */
  int number() throws IOException {
    return bytes(Integer.BYTES).getInt();
  }

  /** Reads a number of eight bytes. */
  long wide() throws IOException {
    return bytes(Long.BYTES).getLong();
  }

  /** Reads how many things follow, each of which takes some bytes at least. */
  int count(String what, int least) throws IOException {
    long count = wide();
    InvalidInputException.unless(
        count >= 0 && count <= (size - position) / least,
        "%s: byte %d says that %d %s follow, more than the rest of the file can hold; the file is"
            + " cut short or damaged.",
        file,
        position - Long.BYTES,
        count,
        what);
    return (int) count;
  }

  /** Reads a text. */
  String text() throws IOException {
    int length = count("bytes of text", 1);
    return new String(bytes(length).array(), StandardCharsets.UTF_8);
  }

  /**
   * Reads a value: a {@code Long}, {@code Float}, {@code Double}, {@code Boolean} or {@code
   * String}, or a list of such.
   */
  Object value() throws IOException {
    int type = number();
    return type == LIST ? list() : value(type);
  }

  private List<Object> list() throws IOException {
    int type = number();
    int count = count("elements of a list", type == TEXT ? Long.BYTES : width(type));
    List<Object> list = new ArrayList<>(count);
    for (int i = 0; i < count; i++) {
      list.add(value(type));
    }
    return list;
  }

  private int width(int type) {
    return switch (type) {
      case 0, 1, 7 -> 1;
      case 2, 3 -> 2;
      case 4, 5, 6 -> 4;
      case 10, 11, 12 -> 8;
      case TEXT -> Long.BYTES;
      case LIST -> throw damaged("a list of lists, which no known model has");
      default -> throw damaged("a value of the unknown type " + type);
    };
  }

  private Object value(int type) throws IOException {
    if (type == TEXT) {
      return text();
    }
    ByteBuffer one = bytes(width(type));
    return switch (type) {
      case 0 -> (long) (one.get() & 0xff);
      case 1 -> (long) one.get();
      case 2 -> (long) (one.getShort() & 0xffff);
      case 3 -> (long) one.getShort();
      case 4 -> one.getInt() & 0xffffffffL;
      case 5 -> (long) one.getInt();
      case 6 -> one.getFloat();
      case 7 -> one.get() != 0;
      case 12 -> one.getDouble();
      default -> one.getLong();
    };
  }

  private ByteBuffer bytes(int count) throws IOException {
    InvalidInputException.unless(
        count <= size - position,
        "%s: the description of the model ends after %d bytes; the file is cut short or damaged.",
        file,
        size);
    position += count;
    return ByteBuffer.wrap(in.readNBytes(count)).order(ByteOrder.LITTLE_ENDIAN);
  }

  private InvalidInputException damaged(String what) {
    return InvalidInputException.of(
        "%s: before byte %d there is %s; the file is damaged or of another kind.",
        file, position, what);
  }

  @Override
  public void close() throws IOException {
    in.close();
  }
}
