package org.attune.model;

import com.google.gson.JsonObject;
import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;
import org.attune.data.JsonValidator;
import org.attune.util.InvalidInputException;

/**
 * The tensors of a folder or a file, of which the headers are read at once and each tensor when it
 * is asked for, so that the heap never holds more than one.
 *
 * <p>F32 is taken as it is, F16 and BF16 are widened without loss, F64 is rounded to F32.
 */
final class WeightFiles {
  /** The one file of a small model. */
  static final String WHOLE = "model.safetensors";

  /** The file that says in which shard each tensor of a large model lies. */
  static final String INDEX = "model.safetensors.index.json";

  private static final long LARGEST_HEADER = 100L << 20;
  private static final int PIECE = 1 << 20;

  private final Path where;
  private final Map<String, Place> places = new LinkedHashMap<>();

  private record Place(Path file, long base, SafeTensorsHeader.Entry entry) {}

  private WeightFiles(Path where) {
    this.where = where;
  }

  /** Lists the tensors of a model folder. */
  static WeightFiles of(Path folder) {
    if (Files.isRegularFile(folder.resolve(WHOLE))) {
      return ofFile(folder.resolve(WHOLE));
    }
    Path index = folder.resolve(INDEX);
    InvalidInputException.unless(
        Files.isRegularFile(index),
        "%s: neither %s nor %s is there; save the model in safetensors form.",
        folder,
        WHOLE,
        INDEX);
    WeightFiles files = new WeightFiles(folder);
    ShardIndex.shards(index).forEach(files::add);
    return files;
  }

  /** Lists the tensors of one file. */
  static WeightFiles ofFile(Path file) {
    WeightFiles files = new WeightFiles(file);
    files.add(file);
    return files;
  }

  private void add(Path file) {
    // Not a channel: an interrupt would close it in the middle of loading.
    try (RandomAccessFile in = new RandomAccessFile(file.toFile(), "r")) {
      long size = in.length();
      InvalidInputException.unless(
          size >= 8, "%s: not a safetensors file, it has only %d bytes.", file, size);
      byte[] head = new byte[8];
      in.readFully(head);
      long length = ByteBuffer.wrap(head).order(ByteOrder.LITTLE_ENDIAN).getLong();
      InvalidInputException.unless(
          length > 1 && length <= Math.min(LARGEST_HEADER, size - 8),
          "%s: not a safetensors file or cut short: its header claims %d of %d bytes.",
          file,
          length,
          size);
      byte[] text = new byte[(int) length];
      in.readFully(text);
      JsonObject header = JsonValidator.parse(text, file + ", safetensors header");
      long base = 8 + length;
      for (SafeTensorsHeader.Entry entry : SafeTensorsHeader.entries(header, size - base, file)) {
        InvalidInputException.unless(
            places.put(entry.name(), new Place(file, base, entry)) == null,
            "%s: the weights '%s' stand in two shards; the folder is damaged.",
            where,
            entry.name());
      }
    } catch (IOException e) {
      throw new InvalidInputException(file + ": cannot be read (" + e.getMessage() + ").", e);
    }
  }

  /** Returns the names of all tensors. */
  Set<String> names() {
    return places.keySet();
  }

  /** Returns whether there is a tensor of that name. */
  boolean has(String name) {
    return places.containsKey(name);
  }

  /** Returns a tensor's shape. */
  long[] shape(String name) {
    return places.get(name).entry().shape().clone();
  }

  /** Returns how a tensor's numbers are stored: F32, F16, BF16 or F64. */
  String type(String name) {
    return places.get(name).entry().type();
  }

  /** Returns whether two tensors hold the same numbers. */
  boolean equal(String one, String other) {
    SafeTensorsHeader.Entry a = places.get(one).entry();
    SafeTensorsHeader.Entry b = places.get(other).entry();
    return a.count() == b.count() && Arrays.equals(read(one).values(), read(other).values());
  }

  /** Reads a tensor; one with NaN or infinity is refused. */
  SafeTensors.Tensor read(String name) {
    return read(name, 0, -1);
  }

  /** Reads some rows of a matrix, or all when their number is -1. */
  SafeTensors.Tensor read(String name, long from, long rows) {
    Place place = places.get(name);
    SafeTensorsHeader.Entry entry = place.entry();
    long[] shape = entry.shape().clone();
    int count = entry.count();
    int first = 0;
    if (rows >= 0) {
      int row = count / (int) shape[0];
      first = (int) from * row;
      count = (int) rows * row;
      shape[0] = rows;
    }
    float[] values = new float[count];
    try (RandomAccessFile in = new RandomAccessFile(place.file().toFile(), "r")) {
      int width = SafeTensorsHeader.width(entry.type());
      in.seek(place.base() + entry.from() + (long) first * width);
      decode(in, entry.type(), width, values);
    } catch (IOException e) {
      throw new InvalidInputException(
          place.file() + ": cannot be read (" + e.getMessage() + ").", e);
    }
    SafeTensors.Tensor tensor = new SafeTensors.Tensor(shape, values);
    SafeTensors.requireFinite(where.toString(), name, tensor);
    return tensor;
  }

  private static void decode(RandomAccessFile in, String type, int width, float[] values)
      throws IOException {
    byte[] piece = new byte[(int) Math.min(PIECE, (long) values.length * width)];
    for (int done = 0; done < values.length; ) {
      int count = Math.min(values.length - done, piece.length / width);
      in.readFully(piece, 0, count * width);
      ByteBuffer bytes = ByteBuffer.wrap(piece).order(ByteOrder.LITTLE_ENDIAN);
      for (int i = done; i < done + count; i++) {
        values[i] =
            switch (type) {
              case "F32" -> bytes.getFloat();
              case "F16" -> HalfFloat.toFloat(bytes.getShort());
              case "BF16" -> Float.intBitsToFloat(bytes.getShort() << 16);
              default -> (float) bytes.getDouble();
            };
      }
      done += count;
    }
  }
}
