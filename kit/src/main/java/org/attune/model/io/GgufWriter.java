package org.attune.model.io;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;
import java.util.stream.Stream;
import org.attune.util.InvalidInputException;
import org.attune.util.UninterruptibleFiles;
import org.attune.util.WriteFailure;

/**
 * Writes version 3 of GGUF, the file format of llama.cpp and Ollama: typed metadata, the names,
 * shapes and offsets of the tensors, and their aligned data.
 */
final class GgufWriter {
  static final int ALIGNMENT = 32;

  static final int MAGIC = 0x46554747; // "GGUF" in little-endian order
  static final int VERSION = 3;

  private final Map<String, Object> metadata = new LinkedHashMap<>();
  private final List<Tensor> tensors = new ArrayList<>();

  /** A tensor whose values are fetched when they are written. */
  private record Tensor(String name, long[] shape, GgufType type, Supplier<float[]> values) {
    long size() {
      return type.size(Arrays.stream(shape).reduce(1, (a, b) -> a * b));
    }
  }

  /**
   * Adds an entry: a {@code String}, {@code Integer} (written unsigned), {@code Float} or {@code
   * Boolean}, or a list of texts, integers (written signed), floats or truth values.
   */
  GgufWriter put(String key, Object value) {
    metadata.put(key, value);
    return this;
  }

  /** Adds a tensor with its shape in PyTorch's order. */
  void tensor(String name, long[] shape, GgufType type, Supplier<float[]> values) {
    tensors.add(new Tensor(name, shape, type, values));
  }

  /** Writes a new file under a temporary name and renames it; an existing file is kept. */
  void write(Path file) {
    InvalidInputException.unless(
        !Files.exists(file),
        "%s exists already and is never overwritten; choose a new file.",
        file);
    Path absolute = file.toAbsolutePath();
    Path part = absolute.resolveSibling(absolute.getFileName() + ".part");
    try {
      Files.createDirectories(absolute.getParent());
      Files.deleteIfExists(part);
      UninterruptibleFiles.write(part, () -> pieces().iterator());
      Files.move(part, absolute);
    } catch (IOException e) {
      throw new WriteFailure(file, "cannot be written", e);
    } finally {
      try {
        Files.deleteIfExists(part);
      } catch (IOException left) {
        // A later run of the same command removes it.
      }
    }
  }

  private Stream<byte[]> pieces() {
    byte[] head = head();
    Stream<byte[]> data =
        tensors.stream().map(tensor -> padded(tensor.type().encode(tensor.values().get())));
    return Stream.concat(Stream.of(padded(head)), data);
  }

  private byte[] head() {
    Bytes out = new Bytes();
    out.number(MAGIC).number(VERSION).wide(tensors.size()).wide(metadata.size());
    metadata.forEach(
        (key, value) -> {
          out.text(key);
          entry(out, value);
        });
    long offset = 0;
    for (Tensor tensor : tensors) {
      out.text(tensor.name()).number(tensor.shape().length);
      for (int i = tensor.shape().length - 1; i >= 0; i--) {
        out.wide(tensor.shape()[i]); // the fastest dimension comes first
      }
      out.number(tensor.type().code()).wide(offset);
      offset += (tensor.size() + ALIGNMENT - 1) / ALIGNMENT * ALIGNMENT;
    }
    return out.toByteArray();
  }

  private static void entry(Bytes out, Object value) {
    if (value instanceof List<?> list) {
      out.number(9);
      Object first = list.isEmpty() ? "" : list.get(0);
      out.number(first instanceof Integer ? 5 : code(first)).wide(list.size());
      list.forEach(each -> element(out, each));
    } else {
      out.number(code(value));
      element(out, value);
    }
  }

  private static int code(Object value) {
    if (value instanceof Integer) {
      return 4;
    }
    if (value instanceof Float) {
      return 6;
    }
    return value instanceof Boolean ? 7 : 8;
  }

  private static void element(Bytes out, Object value) {
    if (value instanceof Integer number) {
      out.number(number);
    } else if (value instanceof Float number) {
      out.number(Float.floatToRawIntBits(number));
    } else if (value instanceof Boolean flag) {
      out.write(flag ? 1 : 0);
    } else {
      out.text((String) value);
    }
  }

  private static byte[] padded(byte[] bytes) {
    int whole = (bytes.length + ALIGNMENT - 1) / ALIGNMENT * ALIGNMENT;
    return whole == bytes.length ? bytes : Arrays.copyOf(bytes, whole);
  }

  /** Collects little-endian numbers and texts. */
  private static final class Bytes extends java.io.ByteArrayOutputStream {
    Bytes number(int value) {
      return bytes(buffer(4).putInt(value).array());
    }

    Bytes wide(long value) {
      return bytes(buffer(8).putLong(value).array());
    }

    Bytes text(String text) {
      byte[] utf8 = text.getBytes(StandardCharsets.UTF_8);
      return wide(utf8.length).bytes(utf8);
    }

    private Bytes bytes(byte[] bytes) {
      writeBytes(bytes);
      return this;
    }

    private static ByteBuffer buffer(int size) {
      return ByteBuffer.allocate(size).order(ByteOrder.LITTLE_ENDIAN);
    }
  }
}
