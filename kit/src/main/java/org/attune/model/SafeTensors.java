package org.attune.model;

import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import com.google.gson.JsonSyntaxException;
import java.io.IOException;
import java.io.RandomAccessFile;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.stream.Stream;
import org.attune.util.InvalidInputException;
import org.attune.util.UninterruptibleFiles;

/**
 * Reads and writes the safetensors format: eight bytes of header length, a JSON header, raw
 * little-endian data.
 *
 * <p>The engine's own reader aborts the JVM on BF16 files, so the bytes are decoded here: F32 as it
 * is, F16 and BF16 widened to F32 without loss.
 */
public final class SafeTensors {
  private static final long LARGEST_HEADER = 100L << 20;

  private SafeTensors() {}

  /** How numbers are stored in a file. */
  public enum Precision {
    /** Four bytes, exact. */
    F32,
    /** Two bytes, 11 bits of precision, at most 65,504. */
    F16,
    /** Two bytes, 8 bits of precision, the range of F32. */
    BF16
  }

  /** One tensor on the heap: its shape and its numbers in row-major order. */
  public record Tensor(long[] shape, float[] values) {}

  /** Reads every tensor of one file, in the order of the file's header. */
  public static Map<String, Tensor> read(Path file) {
    // Not a channel: an interrupt would close it in the middle of loading.
    try (RandomAccessFile in = new RandomAccessFile(file.toFile(), "r")) {
      long size = in.length();
      InvalidInputException.unless(
          size >= 8, "%s: not a safetensors file, it has only %d bytes.", file, size);
      long length = bytes(in, 0, 8).getLong();
      InvalidInputException.unless(
          length > 1 && length <= Math.min(LARGEST_HEADER, size - 8),
          "%s: not a safetensors file or cut short: its header claims %d of %d bytes.",
          file,
          length,
          size);
      JsonObject header = header(bytes(in, 8, (int) length), file);
      return tensors(in, 8 + length, header, file);
    } catch (IOException e) {
      throw new InvalidInputException(file + ": cannot be read (" + e.getMessage() + ").", e);
    }
  }

  private static Map<String, Tensor> tensors(
      RandomAccessFile in, long base, JsonObject header, Path file) throws IOException {
    Map<String, Tensor> tensors = new LinkedHashMap<>();
    for (String name : header.keySet()) {
      if (name.equals("__metadata__")) {
        continue;
      }
      try {
        tensors.put(name, tensor(in, base, header.getAsJsonObject(name), name, file));
      } catch (InvalidInputException e) {
        throw e;
      } catch (RuntimeException e) {
        throw new InvalidInputException(
            file + ": the header's entry for tensor '" + name + "' is damaged.", e);
      }
    }
    return tensors;
  }

  private static JsonObject header(ByteBuffer bytes, Path file) {
    try {
      return JsonParser.parseString(StandardCharsets.UTF_8.decode(bytes).toString())
          .getAsJsonObject();
    } catch (JsonSyntaxException | IllegalStateException e) {
      throw new InvalidInputException(
          file + ": the safetensors header is not a JSON object; the file is damaged.", e);
    }
  }

  private static Tensor tensor(
      RandomAccessFile in, long base, JsonObject entry, String name, Path file) throws IOException {
    String type = entry.get("dtype").getAsString();
    var dims = entry.getAsJsonArray("shape");
    long[] shape = new long[dims.size()];
    long count = 1;
    for (int i = 0; i < shape.length; i++) {
      shape[i] = dims.get(i).getAsLong();
      count *= shape[i];
    }
    long from = entry.getAsJsonArray("data_offsets").get(0).getAsLong();
    long to = entry.getAsJsonArray("data_offsets").get(1).getAsLong();
    int width =
        switch (type) {
          case "F32" -> 4;
          case "F16", "BF16" -> 2;
          default ->
              throw new InvalidInputException(
                  file
                      + ": tensor '"
                      + name
                      + "' has type "
                      + type
                      + "; only F32, F16 and BF16 are read.");
        };
    InvalidInputException.unless(
        from >= 0
            && to - from == count * width
            && base + to <= in.length()
            && to - from <= Integer.MAX_VALUE,
        "%s: tensor '%s' should fill %d bytes but the file holds %d; the file is cut short or damaged.",
        file,
        name,
        count * width,
        Math.min(to, in.length() - base) - from);
    return new Tensor(shape, decode(bytes(in, base + from, (int) (to - from)), type, (int) count));
  }

  private static float[] decode(ByteBuffer bytes, String type, int count) {
    float[] values = new float[count];
    if (type.equals("F32")) {
      bytes.asFloatBuffer().get(values);
      return values;
    }
    for (int i = 0; i < count; i++) {
      short half = bytes.getShort();
      values[i] = type.equals("BF16") ? Float.intBitsToFloat(half << 16) : HalfFloat.toFloat(half);
    }
    return values;
  }

  private static ByteBuffer bytes(RandomAccessFile in, long from, int length) throws IOException {
    byte[] bytes = new byte[length];
    in.seek(from);
    in.readFully(bytes);
    return ByteBuffer.wrap(bytes).order(ByteOrder.LITTLE_ENDIAN);
  }

  /** Writes tensors to a new file; the caller renames it into place. */
  public static void write(Path file, Map<String, Tensor> tensors, Precision precision) {
    int width = precision == Precision.F32 ? 4 : 2;
    JsonObject header = new JsonObject();
    long offset = 0;
    for (var entry : tensors.entrySet()) {
      JsonObject description = new JsonObject();
      description.addProperty("dtype", precision.name());
      description.add("shape", json(entry.getValue().shape()));
      long end = offset + (long) width * entry.getValue().values().length;
      description.add("data_offsets", json(new long[] {offset, end}));
      header.add(entry.getKey(), description);
      offset = end;
    }
    byte[] head = padded(header.toString());
    byte[] length =
        ByteBuffer.allocate(8).order(ByteOrder.LITTLE_ENDIAN).putLong(head.length).array();
    // Tensors are encoded one at a time, so that memory holds one of them twice, not all.
    Iterable<byte[]> pieces =
        () ->
            Stream.concat(
                    Stream.of(length, head),
                    tensors.values().stream()
                        .map(tensor -> encode(tensor.values(), precision, width)))
                .iterator();
    try {
      UninterruptibleFiles.write(file, pieces);
    } catch (IOException e) {
      throw new UncheckedIOException(
          file + ": cannot be written (" + e.getMessage() + "); is the disk full?", e);
    }
  }

  private static byte[] encode(float[] values, Precision precision, int width) {
    ByteBuffer buffer = ByteBuffer.allocate(values.length * width).order(ByteOrder.LITTLE_ENDIAN);
    for (float value : values) {
      switch (precision) {
        case F32 -> buffer.putFloat(value);
        case F16 -> buffer.putShort(HalfFloat.fromFloat(value));
        case BF16 -> buffer.putShort(HalfFloat.brain(value));
      }
    }
    return buffer.array();
  }

  private static com.google.gson.JsonArray json(long[] numbers) {
    com.google.gson.JsonArray array = new com.google.gson.JsonArray();
    for (long number : numbers) {
      array.add(number);
    }
    return array;
  }

  /** The data should begin at a multiple of eight bytes. */
  private static byte[] padded(String json) {
    byte[] text = json.getBytes(StandardCharsets.UTF_8);
    byte[] head = java.util.Arrays.copyOf(text, (text.length + 7) / 8 * 8);
    java.util.Arrays.fill(head, text.length, head.length, (byte) ' ');
    return head;
  }

  static boolean exists(Path folder, String name) {
    return Files.isRegularFile(folder.resolve(name));
  }
}
