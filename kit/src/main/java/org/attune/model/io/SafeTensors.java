package org.attune.model.io;

import com.google.gson.JsonObject;
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
import org.attune.engine.DType;
import org.attune.engine.HostTensor;
import org.attune.util.UninterruptibleFiles;
import org.attune.util.WriteFailure;

/**
 * Reads and writes the safetensors format: eight bytes of header length, a JSON header, raw
 * little-endian data.
 *
 * <p>The engine's own reader aborts the JVM on BF16 files, so {@link WeightFiles} decodes the
 * bytes.
 */
public final class SafeTensors {
  private SafeTensors() {}

  /** Reads every tensor of one file, in the order of the file's header. */
  public static Map<String, HostTensor> read(Path file) {
    WeightFiles files = WeightFiles.ofFile(file);
    Map<String, HostTensor> tensors = new LinkedHashMap<>();
    files.names().forEach(name -> tensors.put(name, files.read(name)));
    return tensors;
  }

  /**
   * A tensor to be written, whose values are fetched when needed.
   *
   * @param values returns the values in row-major order
   */
  public record Pending(String name, long[] shape, Supplier<float[]> values) {
    long count() {
      return Arrays.stream(shape).reduce(1, (a, b) -> a * b);
    }
  }

  /** Writes tensors to a new file; the caller renames it into place. */
  public static void write(Path file, Map<String, HostTensor> tensors, DType precision) {
    List<Pending> all = new ArrayList<>();
    tensors.forEach((name, tensor) -> all.add(new Pending(name, tensor.shape(), tensor::values)));
    write(file, all, precision);
  }

  /** Writes tensors to a new file one at a time, so that memory holds only one of them. */
  public static void write(Path file, List<Pending> tensors, DType precision) {
    byte[] head = padded(header(tensors, precision).toString());
    byte[] length =
        ByteBuffer.allocate(8).order(ByteOrder.LITTLE_ENDIAN).putLong(head.length).array();
    Iterable<byte[]> pieces =
        () ->
            Stream.concat(
                    Stream.of(length, head),
                    tensors.stream().map(tensor -> encode(tensor.values().get(), precision)))
                .iterator();
    try {
      UninterruptibleFiles.write(file, pieces);
    } catch (IOException e) {
      throw new WriteFailure(file, "cannot be written", e);
    }
  }

  private static JsonObject header(List<Pending> tensors, DType precision) {
    JsonObject header = new JsonObject();
    JsonObject metadata = new JsonObject();
    metadata.addProperty("format", "pt"); // required by transformers
    header.add("__metadata__", metadata);
    long offset = 0;
    for (Pending tensor : tensors) {
      JsonObject description = new JsonObject();
      description.addProperty("dtype", precision.name());
      description.add("shape", json(tensor.shape()));
      long end = offset + precision.width() * tensor.count();
      description.add("data_offsets", json(new long[] {offset, end}));
      header.add(tensor.name(), description);
      offset = end;
    }
    return header;
  }

  private static byte[] encode(float[] values, DType precision) {
    ByteBuffer buffer =
        ByteBuffer.allocate(values.length * precision.width()).order(ByteOrder.LITTLE_ENDIAN);
    if (precision == DType.F32) {
      buffer.asFloatBuffer().put(values);
      return buffer.array();
    }
    for (float value : values) {
      buffer.putShort(precision == DType.F16 ? HalfFloat.fromFloat(value) : HalfFloat.brain(value));
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

  /** Pads the header, so that the data begins at a multiple of eight bytes. */
  private static byte[] padded(String json) {
    byte[] text = json.getBytes(StandardCharsets.UTF_8);
    byte[] head = Arrays.copyOf(text, (text.length + 7) / 8 * 8);
    Arrays.fill(head, text.length, head.length, (byte) ' ');
    return head;
  }

  static boolean exists(Path folder, String name) {
    return Files.isRegularFile(folder.resolve(name));
  }
}
