package org.attune.model.io;

import com.google.gson.JsonArray;
import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import com.google.gson.JsonPrimitive;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;
import org.attune.util.InvalidInputException;

/**
 * The header of a safetensors file, checked against the file: the tensors fill its data
 * contiguously, without overlap or gaps, up to the last byte.
 */
final class SafeTensorsHeader {
  private static final String METADATA = "__metadata__";
  private static final Set<String> FLOATS = Set.of("F64", "F32", "F16", "BF16");
  private static final Pattern BUFFERS =
      Pattern.compile(".*\\.(attention|attn)\\.(bias|masked_bias|causal_mask)");

  private final Path file;
  private final long size;

  private SafeTensorsHeader(Path file, long size) {
    this.file = file;
    this.size = size;
  }

  /**
   * One tensor of the file.
   *
   * @param type F64, F32, F16 or BF16; of a buffer that nobody reads also BOOL, U8, I32 or I64
   * @param from the first of its bytes, counted from the end of the header or, in a file of
   *     PyTorch, from the beginning of its storage
   * @param to the byte after its last
   */
  record Entry(String name, String type, long[] shape, long from, long to) {
    /** Returns the number of values. */
    int count() {
      return (int) ((to - from) / width(type));
    }
  }

  /**
   * Returns the tensors in the order of the header.
   *
   * @param size bytes of data after the header
   */
  static List<Entry> entries(JsonObject header, long size, Path file) {
    SafeTensorsHeader checked = new SafeTensorsHeader(file, size);
    List<Entry> entries = new ArrayList<>();
    for (Map.Entry<String, JsonElement> entry : header.entrySet()) {
      if (!entry.getKey().equals(METADATA)) {
        entries.add(checked.entry(entry.getKey(), entry.getValue()));
      }
    }
    checked.requireWhole(entries);
    return entries;
  }

  private Entry entry(String name, JsonElement value) {
    boolean whole =
        value instanceof JsonObject object
            && object.get("dtype") instanceof JsonPrimitive type
            && type.isString()
            && isWholeNumbers(object.get("shape"))
            && isWholeNumbers(object.get("data_offsets"))
            && object.getAsJsonArray("data_offsets").size() == 2;
    InvalidInputException.unless(
        whole, "%s: the header's entry for tensor '%s' is damaged.", file, name);
    JsonObject object = value.getAsJsonObject();
    String type = object.get("dtype").getAsString();
    requireType(name, type, file);
    long[] shape = numbers(object.getAsJsonArray("shape"));
    long[] range = numbers(object.getAsJsonArray("data_offsets"));
    requireFits(name, bytes(shape, width(type)), range[0], range[1]);
    return new Entry(name, type, shape, range[0], range[1]);
  }

  /** Rejects a type that no weights have. */
  static void requireType(String name, String type, Path file) {
    InvalidInputException.unless(
        FLOATS.contains(type) || (width(type) > 0 && isBuffer(name)),
        "%s: tensor '%s' has type %s; only F32, F16, BF16 and F64 are read; use the folder of the"
            + " same model in float32, float16 or bfloat16.",
        file,
        name,
        type);
  }

  private void requireFits(String name, long bytes, long from, long to) {
    InvalidInputException.unless(
        bytes >= 0 && from >= 0 && to - from == bytes && to <= size && bytes <= Integer.MAX_VALUE,
        "%s: tensor '%s' should fill %s bytes but stands at bytes %d to %d of %d; the file is cut"
            + " short or damaged.",
        file,
        name,
        bytes < 0 ? "more than 2^63" : bytes,
        from,
        to,
        size);
  }

  private void requireWhole(List<Entry> entries) {
    List<Entry> sorted = new ArrayList<>(entries);
    sorted.sort(Comparator.comparingLong(Entry::from).thenComparingLong(Entry::to));
    long end = 0;
    String before = "the header";
    for (Entry entry : sorted) {
      InvalidInputException.unless(
          entry.from() == end,
          "%s: tensor '%s' begins at byte %d but %s ends at byte %d; the file is damaged.",
          file,
          entry.name(),
          entry.from(),
          before,
          end);
      end = entry.to();
      before = "tensor '" + entry.name() + "'";
    }
    InvalidInputException.unless(
        end == size, "%s: %d bytes follow the last tensor; the file is damaged.", file, size - end);
  }

  /** Returns the number of bytes of a tensor, or -1 on overflow. */
  static long bytes(long[] shape, int width) {
    long bytes = width;
    try {
      for (long size : shape) {
        bytes = Math.multiplyExact(bytes, size);
      }
      return bytes;
    } catch (ArithmeticException e) {
      return -1;
    }
  }

  /** Older files hold the causal mask and the score of what it hides, which nobody reads. */
  static boolean isBuffer(String name) {
    return BUFFERS.matcher(name).matches();
  }

  /** Returns the bytes per value, or 0 for an unsupported type. */
  static int width(String type) {
    return switch (type) {
      case "F64", "I64" -> 8;
      case "F32", "I32" -> 4;
      case "F16", "BF16" -> 2;
      case "BOOL", "U8" -> 1;
      default -> 0;
    };
  }

  private static boolean isWholeNumbers(JsonElement list) {
    if (!(list instanceof JsonArray array)) {
      return false;
    }
    for (JsonElement element : array) {
      boolean whole =
          element instanceof JsonPrimitive number
              && number.isNumber()
              && number.getAsNumber() instanceof Long size
              && size >= 0;
      if (!whole) {
        return false;
      }
    }
    return true;
  }

  private static long[] numbers(JsonArray array) {
    return array.asList().stream().mapToLong(JsonElement::getAsLong).toArray();
  }
}
